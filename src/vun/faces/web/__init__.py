"""The web face: pages in the browser. `README.md` beside this file says how to add one."""

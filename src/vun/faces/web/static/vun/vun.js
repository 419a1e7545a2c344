// Behaviour of the pages. Everything hangs on data- attributes, works by keyboard, and every page works without it.
"use strict";

(() => {
  const page = document.documentElement;
  page.classList.add("has-script");

  const isTyping = (element) =>
    element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

  // --- What a fresh piece of page needs ---------------------------------------------------------------------

  function enhance(root) {
    root.querySelectorAll("[data-picks], [data-print]").forEach((button) => { button.hidden = false; });
    root.querySelectorAll("table[data-list] tbody tr").forEach((row) => { row.tabIndex = -1; });
    root.querySelectorAll("table[data-list]").forEach((table) => {
      const first = table.querySelector("tbody tr");
      if (first) first.tabIndex = 0;
    });
    root.querySelectorAll("form[data-bulk]").forEach(showSelection);
    root.querySelectorAll("[data-pick]").forEach(preparePick);
    root.querySelectorAll(".table-frame, .grid-frame").forEach((frame) => widths.observe(frame));
  }

  // A table wider than its frame is scrolled by arrow keys too, once the frame can be reached by Tab.
  const widths = new ResizeObserver((entries) => entries.forEach(({ target: frame }) => {
    if (frame.scrollWidth <= frame.clientWidth || frame.hasAttribute("tabindex")) return;
    const heading = frame.querySelector("caption") || frame.closest("section")?.querySelector("h2") || document.querySelector("h1");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", heading.textContent.trim());
  }));

  // A national ID, and what may become one, is never asked for by an address: addresses are kept and logged.
  const isNumber = (text) => /^[\d\s]{6,}$/.test(text.trim());
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!("seeksNumber" in (box.dataset || {})) || !isNumber(box.value)) return;
    event.stopPropagation();
    if (box.value.replace(/\s/g, "").length === 12) searchEverywhere(box.value);
  }, true);
  document.addEventListener("submit", (event) => {
    const box = event.target.querySelector("[data-seeks-number]");
    if (!box || !isNumber(box.value)) return;
    event.preventDefault();
    event.stopPropagation();
    searchEverywhere(box.value);
  }, true);

  // A list that waits a moment for the rest of a word would ask with what has become a number meanwhile.
  document.addEventListener("htmx:configRequest", (event) => {
    const box = event.detail.elt.closest("form")?.querySelector("[data-seeks-number]");
    if (box && isNumber(box.value)) event.preventDefault();
  });

  function searchEverywhere(text) {
    const box = document.getElementById("global-search");
    box.value = text;
    box.form.requestSubmit();
  }

  // The search box is followed while one types; leaving it must not fetch the list again under a box just ticked.
  document.addEventListener("change", (event) => {
    if (event.target.matches(".list-search")) event.stopPropagation();
  }, true);

  // On a narrow screen the tabs are wider than the page: the open one is in sight at once.
  function showTab() {
    const tab = document.querySelector(".tabs [aria-current]");
    const bar = tab?.closest("ul");
    if (bar && tab.offsetLeft + tab.offsetWidth > bar.clientWidth + bar.offsetLeft) {
      bar.scrollLeft = tab.offsetLeft + tab.offsetWidth - bar.offsetLeft - bar.clientWidth;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    enhance(document);
    document.querySelector("[data-focus]")?.focus();
    showTab();
  });
  // Going to a place named in the address takes the cursor away again: it is given back once that is done.
  window.addEventListener("load", () => requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector("[data-focus]")?.focus();
  }));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));

  // --- Menus, dialogs ---------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    const toggle = event.target.closest("[data-toggles]");
    if (toggle) {
      const isOpen = document.getElementById(toggle.dataset.toggles).classList.toggle("is-open");
      toggle.setAttribute("aria-expanded", String(isOpen));
    }
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (event.target.id === "global-search") document.getElementById("suggestions").replaceChildren();
  });

  // A step with a consequence asks first; the browser's own dialog holds focus and closes on Escape.
  let confirmed = null;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const text = event.submitter?.dataset.confirm || form.dataset.confirm;
    const dialog = document.getElementById("confirm-dialog");
    if (!text || !dialog || confirmed === form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.querySelector("[data-confirm-text]").textContent = text;
    const agree = dialog.querySelector("[data-confirm-agree]");
    agree.textContent = form.dataset.confirmButton || event.submitter?.textContent.trim();
    const submitter = event.submitter;
    agree.onclick = () => {
      dialog.close();
      confirmed = form;
      form.requestSubmit(submitter);
      confirmed = null;
    };
    dialog.showModal();
  });

  // --- Forms: sent once, not lost ----------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // What opens beside the page leaves it as it is, to be looked at again or sent.
    if (form.method !== "post" || event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    delete form.dataset.changed;
    event.submitter?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    document.querySelectorAll("[aria-busy=true]").forEach((button) => { button.removeAttribute("aria-busy"); });
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.changed = "yes";
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
  });

  // --- Dates and numbers as they are written here --------------------------------------------------------------

  const iso = (text) => {
    const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
    return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picks]");
    if (!button) return;
    const field = document.getElementById(button.dataset.picks);
    let calendar = button.parentElement.querySelector(".date-native");
    if (!calendar) {
      calendar = document.createElement("input");
      calendar.type = "date";
      calendar.className = "date-native";
      calendar.tabIndex = -1;
      calendar.setAttribute("aria-hidden", "true");
      calendar.addEventListener("change", () => {
        if (!calendar.value) return;
        field.value = calendar.value.split("-").reverse().join("/");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        field.focus();
      });
      button.parentElement.append(calendar);
    }
    calendar.value = iso(field.value);
    calendar.showPicker();
  });

  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    if ("date" in field.dataset) {
      const digits = /^(\d{2})(\d{2})(\d{4})$/.exec(field.value.trim());
      if (digits) field.value = `${digits[1]}/${digits[2]}/${digits[3]}`;
      const day = iso(field.value.replace(/[.-]/g, "/"));
      if (day) field.value = day.split("-").reverse().join("/");
    }
    if ("grouped" in field.dataset) {
      const digits = field.value.replace(/[.\s]/g, "");
      if (/^\d+$/.test(digits)) field.value = digits.replace(/\B(?=(\d{3})+$)/g, ".");
    }
  });

  // --- Lists: arrows, Enter, Space or x, e; / for the search box ---------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("global-search")?.select();
    } else if (event.key === "e") {
      document.querySelector("[data-export]")?.click();
    } else if (event.target.matches?.("a, button, summary, input") && !["ArrowDown", "ArrowUp", "x"].includes(event.key)) {
      return;
    } else {
      moveInList(event);
    }
  });

  function moveInList(event) {
    const row = event.target.closest("table[data-list] tbody tr");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = row
        ? (event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling)
        : (event.target === document.body || event.target.id === "content") && document.querySelector("table[data-list] tbody tr");
      if (!next) return;
      event.preventDefault();
      if (row) row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (row && event.key === "Enter") {
      row.querySelector("a")?.click();
    } else if (row && (event.key === " " || event.key === "x")) {
      const box = row.querySelector("input[name=ids]");
      if (!box) return;
      event.preventDefault();
      box.click();
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-bulk]");
    if (!form) return;
    if ("selectAll" in event.target.dataset) {
      form.querySelectorAll("input[name=ids]").forEach((box) => { box.checked = event.target.checked; });
    }
    showSelection(form);
  });

  function showSelection(form) {
    const boxes = [...form.querySelectorAll("input[name=ids]")];
    const chosen = boxes.filter((box) => box.checked).length;
    boxes.forEach((box) => box.closest("tr").classList.toggle("is-selected", box.checked));
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    const count = form.querySelector("[data-bulk-count]");
    form.querySelector(".bulk-bar").hidden = chosen === 0;
    count.textContent = count.dataset.bulkCount.replace("{n}", chosen);
  }

  // --- Grids (attendance, grades): arrows move, a letter chooses ----------------------------------------------

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const grid = field.closest?.("table[data-grid]");
    if (!grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] };
    if (field.matches("select") && event.key.length === 1) {
      const key = event.key.toLowerCase();
      const option = [...field.options].find((one) => (one.dataset.key || "").split(" ").includes(key));
      if (!option) return;
      event.preventDefault();
      field.value = option.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.dispatchEvent(new Event("input", { bubbles: true }));
      step(grid, field, [1, 0]);
    } else if (event.key in steps) {
      const isSideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
      if (isSideways && field.matches("input") && field.selectionStart !== field.selectionEnd) return;
      event.preventDefault();
      step(grid, field, steps[event.key]);
    }
  });

  function step(grid, field, [down, right]) {
    const rows = [...grid.tBodies].flatMap((body) => [...body.rows]);
    const cell = field.closest("td, th");
    const row = rows.indexOf(cell.parentElement) + down;
    const next = rows[row]?.cells[cell.cellIndex + right]?.querySelector("select, input");
    next?.focus();
    if (next?.matches("input")) next.select();
  }

  document.addEventListener("change", (event) => {
    const cell = event.target.closest("table[data-grid] td");
    if (cell) cell.classList.add("is-changed");
  });

  // --- A field that finds one of many as you type (the combobox pattern of ARIA) -------------------------------

  function preparePick(box) {
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    const value = box.querySelector("input[type=hidden]");
    const field = box.querySelector("[role=combobox]");
    const list = box.querySelector("[role=listbox]");
    let typed = 0;
    let active = -1;

    const options = () => [...list.querySelectorAll("[role=option]")];
    const close = () => {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      const all = options();
      active = all.length ? (index + all.length) % all.length : -1;
      all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      if (active >= 0) {
        field.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      }
    };
    const choose = (option) => {
      value.value = option.dataset.value;
      field.value = option.dataset.text;
      value.dispatchEvent(new Event("change", { bubbles: true }));
      close();
    };
    const ask = async () => {
      const turn = ++typed;
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const body = new URLSearchParams({ q: field.value, csrfmiddlewaretoken: token });
      const response = await fetch(box.dataset.pick, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!response.ok || turn !== typed) return;
      const found = (await response.json()).options;
      list.replaceChildren(...found.map((one, place) => {
        const option = document.createElement("li");
        option.id = `${field.id}-option-${place}`;
        option.setAttribute("role", "option");
        option.dataset.value = one.value;
        option.dataset.text = one.text;
        option.append(one.text);
        if (one.detail) {
          const detail = document.createElement("span");
          detail.className = "detail";
          detail.textContent = one.detail;
          option.append(" ", detail);
        }
        return option;
      }));
      list.hidden = found.length === 0;
      field.setAttribute("aria-expanded", String(!list.hidden));
      mark(0);
    };
    let pause = 0;
    field.addEventListener("input", () => {
      value.value = "";
      clearTimeout(pause);
      pause = setTimeout(ask, 250);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else mark(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && field.value && !value.value) {
        // While something is being looked for, Enter chooses and does not send the form.
        event.preventDefault();
        if (active >= 0) choose(options()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) choose(option);
    });
    field.addEventListener("blur", close);
  }
})();

// Signs many papers a few at a time, so that one sees how far it is and can stop. Key and passphrase stay in this page
// and go with each request; without this script the form signs the first few and asks for the key again.
"use strict";

(() => {
  const form = document.querySelector("form.form-page");
  const panel = document.getElementById("signing");
  if (!form || !panel) return;
  const atOnce = Number(panel.dataset.atOnce);
  const progress = panel.querySelector("progress");
  const told = panel.querySelector("[data-signing-told]");
  const rows = panel.querySelector("[data-signed-rows]");
  const stop = panel.querySelector("[data-signing-stop]");
  const back = panel.querySelector("[data-signing-back]");
  let isStopped = false;

  stop.addEventListener("click", () => { isStopped = true; });

  // Heard before the page's own listener, which would take the form for sent.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = new FormData(form);
    const ids = sent.getAll("ids");
    signAll(sent, ids);
  });

  async function signAll(sent, ids) {
    isStopped = false;
    rows.replaceChildren();
    progress.max = ids.length;
    tell(0, ids.length);
    form.hidden = true;
    stop.hidden = false;
    back.hidden = true;
    panel.hidden = false;
    panel.focus();
    let done = 0;
    while (done < ids.length && !isStopped) {
      const page = await ask(sent, ids.slice(done, done + atOnce));
      const answered = page?.querySelector("[data-signed-rows]");
      if (!answered?.children.length) {
        refused(page, done);
        return;
      }
      rows.append(...answered.children);
      done += atOnce;
      tell(Math.min(done, ids.length), ids.length);
    }
    finished();
  }

  // A page that was answered, or null when there was none.
  async function ask(sent, ids) {
    const body = new FormData();
    sent.forEach((value, name) => { if (name !== "ids") body.append(name, value); });
    ids.forEach((id) => body.append("ids", id));
    try {
      const response = await fetch(window.location.href, { method: "POST", body });
      return new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      return null;
    }
  }

  function tell(done, count) {
    progress.value = done;
    const signed = rows.querySelectorAll("[data-is-signed]").length;
    told.textContent = panel.dataset.done.replace("{signed}", signed).replace("{count}", count);
    if (isStopped && done < count) told.textContent += ` ${panel.dataset.left.replace("{left}", count - done)}`;
  }

  // What stood in the way before anything was signed is shown with the form; later, below what was signed.
  function refused(page, done) {
    const summary = page?.querySelector(".error-summary");
    if (done === 0 && summary) {
      form.querySelector(".error-summary")?.remove();
      // The file is still chosen here: only where the passphrase is right is something wrong with it.
      if (summary.querySelector("a[href='#id_passphrase']")) summary.querySelector("a[href='#id_key']")?.closest("li").remove();
      form.prepend(summary);
      form.hidden = false;
      panel.hidden = true;
      summary.focus();
      return;
    }
    told.textContent += ` ${summary?.textContent.trim() || panel.dataset.failed}`;
    finished();
  }

  function finished() {
    form.remove();
    stop.hidden = true;
    back.hidden = false;
    back.focus();
  }
})();

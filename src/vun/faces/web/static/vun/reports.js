// Reports: a figure chosen in the table goes into the text where the cursor last stood.
"use strict";

(() => {
  let text = null;
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-quotable]")) text = event.target;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quote]");
    if (!button) return;
    text ??= document.querySelector("[data-quotable]");
    if (!text) return;
    text.setRangeText(button.dataset.quote, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
})();

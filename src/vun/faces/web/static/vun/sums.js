// Sums under the columns of a grid of numbers, as they are typed: how many are given, how many are left or too many.
"use strict";

(() => {
  const number = (text) => Number(text.replace(/[.\s]/g, "")) || 0;

  function show(foot, table) {
    const fields = [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => row.cells[foot.cellIndex].querySelector("input"));
    const given = fields.reduce((sum, field) => sum + number(field.value), number(foot.dataset.elsewhere));
    const left = number(foot.dataset.limit) - given;
    const words = foot.querySelector(".left");
    foot.querySelector("output").textContent = given;
    foot.classList.toggle("is-over", left < 0);
    const sentence = left === 0 ? words.dataset.exact : left > 0 ? words.dataset.left : words.dataset.over;
    words.textContent = sentence.replace("{n}", Math.abs(left));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("table[data-sums]").forEach((table) => {
      const feet = [...table.querySelectorAll("[data-sum]")];
      feet.forEach((foot) => show(foot, table));
      table.addEventListener("input", (event) => {
        const column = event.target.closest("td").cellIndex;
        feet.filter((foot) => foot.cellIndex === column).forEach((foot) => show(foot, table));
      });
    });
  });
})();

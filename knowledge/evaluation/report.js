"use strict";
const table = document.getElementById("questions");
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const verdict = document.getElementById("verdict");
const search = document.getElementById("search");

function key(row, column) {
  const told = row.cells[column].dataset.key;
  return column === 1 ? told : Number(told);
}

function sort(column) {
  const isUp = heads[column].getAttribute("aria-sort") !== "ascending";
  heads.forEach((head, at) => head.setAttribute("aria-sort", at !== column ? "none" : isUp ? "ascending" : "descending"));
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0) * (isUp ? 1 : -1);
  body.append(...[...body.rows].sort((one, other) => compare(key(one, column), key(other, column))));
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    const isMeant = !verdict.value || row.dataset.verdict === verdict.value;
    row.hidden = !(isMeant && words.every((word) => text.includes(word)));
  }
}

heads.forEach((head, column) => head.addEventListener("click", () => sort(column)));
verdict.addEventListener("change", filter);
search.addEventListener("input", filter);

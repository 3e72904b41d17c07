// Items that are picked to be compared: up to four, of any list on the page. The bar above the composer compares
// them; its words are those of the list that was picked from last.
const MOST_PICKED = 4;
const picked = new Set();
const picks = document.createElement("div");
picks.className = "picks";
picks.hidden = true;
picks.innerHTML = '<button type="button" class="go"></button><button type="button" class="clear">×</button>';
const [compares, clears] = picks.children;
let worded = {};

function showPicks() {
  for (const button of talk.querySelectorAll(".pick")) {
    button.setAttribute("aria-pressed", String(picked.has(button.dataset.pick)));
  }
  const enough = picked.size > 1;
  if (!picks.isConnected) document.querySelector("#bottom")?.prepend(picks);
  picks.hidden = !picked.size;
  compares.disabled = !enough;
  const told = enough ? worded.compare?.replace("{count}", picked.size) : worded.one;
  if (told && compares.textContent !== told) compares.textContent = told;
  clears.setAttribute("aria-label", worded.clear || "");
}

function unpick() {
  picked.clear();
  showPicks();
  if (matchMedia("(pointer: fine)").matches) field()?.focus({ preventScroll: true });
}

talk.addEventListener("click", (event) => {
  const button = event.target.closest(".pick");
  if (!button) return;
  const id = button.dataset.pick;
  if (!picked.delete(id)) {
    if (picked.size === MOST_PICKED) picked.delete(picked.values().next().value);
    picked.add(id);
  }
  worded = button.closest(".cards")?.dataset || worded;
  showPicks();
});
compares.addEventListener("click", () => {
  tell("act", { do: "compare", ids: [...picked] });
  unpick();
});
clears.addEventListener("click", unpick);

// What is drawn anew knows nothing of the picks, and what has left the page is picked no longer.
new MutationObserver(() => {
  const there = new Set([...talk.querySelectorAll(".pick")].map((button) => button.dataset.pick));
  for (const id of picked) if (!there.has(id)) picked.delete(id);
  showPicks();
}).observe(talk, { childList: true, subtree: true });

// What steers a list: windows in which a limit is changed, dials, and cards that go to their new places.

// A window opens under its chip, as far as the page is wide enough; before it takes the focus, which scrolls to it.
const WINDOW = 276; // px
talk.addEventListener("beforetoggle", ({ target, newState }) => {
  if (newState !== "open" || !target.matches(".editor")) return;
  const chip = talk.querySelector(`[popovertarget="${target.id}"]`).parentElement.getBoundingClientRect();
  const most = document.documentElement.clientWidth - WINDOW - 8;
  target.style.left = Math.max(8, Math.min(chip.left, most)) + "px";
  target.style.top = chip.bottom + scrollY + 6 + "px";
}, true);

talk.addEventListener("submit", (event) => {
  const window = event.target.closest(".editor");
  if (!window) return;
  event.preventDefault();
  const places = [...window.querySelectorAll(":checked")].map((box) => box.value);
  trigger("act", { do: "limit", n: window.dataset.n, to: window.querySelector("[type=number]")?.value, places });
  window.hidePopover();
});

// The dials. Where they stand is told beside their texts, so that the one that is held is never drawn anew.
const HELD = 400; // ms in which a dial that was moved waits for the list before it is set from there
const RUSH = 60; // ms that a dial waits which is moved on at once; where it stands in the end is told
let moved = 0;

function turnDial(dial, stop) {
  const said = dial.closest(".dials").dataset.words.split("|")[stop];
  dial.value = stop;
  dial.setAttribute("aria-valuetext", said);
  dial.nextElementSibling.textContent = said;
}

function turnDials(stops) {
  for (const dial of talk.querySelectorAll(":scope > section:last-child [data-dial]")) {
    if (Date.now() - (dial.moved || 0) > HELD) turnDial(dial, stops[dial.dataset.dial] ?? 2);
  }
}

talk.addEventListener("input", ({ target }) => {
  const other = target.closest(".editor")?.querySelector(target.type === "range" ? "[type=number]" : "[type=range]");
  if (other) other.value = target.value;
  if (!target.dataset.dial) return;
  turnDial(target, target.value);
  const wait = Date.now() - moved < 2 * RUSH ? RUSH : 0;
  target.moved = moved = Date.now();
  clearTimeout(target.sending);
  target.sending = setTimeout(() => trigger("act", { do: "weigh", dial: target.dataset.dial, stop: target.value }), wait);
});

// What stands in a box before it is written anew; the answer, called after that, brings back what was unfolded,
// and lets cards go from where they were to where they are.
function places(box) {
  const cards = () => [...box.querySelectorAll(".card")].map((card) => [card.querySelector("[data-id]")?.dataset.id, card]);
  const dials = box.querySelector(".dials")?.open;
  const before = new Map(
    cards().map(([id, card]) => [id, { at: card.getBoundingClientRect(), open: card.querySelector(".why")?.open }]),
  );
  return () => {
    if (dials) box.querySelector(".dials")?.setAttribute("open", "");
    if (!box.querySelector(".moved")) return;
    for (const [id, card] of cards()) {
      if (before.get(id)?.open) card.querySelector(".why").open = true;
    }
    if (calm.matches) return;
    for (const [id, card] of cards()) {
      const from = before.get(id)?.at, to = card.getBoundingClientRect();
      const way = from ? { transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)` } : { opacity: 0 };
      card.animate([way, {}], { duration: 260, easing: "ease-out" });
    }
  };
}

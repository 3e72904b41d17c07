// Draws the conversation: one section a turn, and in it only the parts that changed, so that what a person has
// opened, focused or scrolled stays as it is while the answer streams. Clicks go to Python as one event, 'act'.
// Gradio calls this with element, props, watch and trigger.
const talk = element.querySelector(".talk");
const PARTS = ["welcome", "asked", "limits", "cards", "prose", "working", "choices", "foot"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const drawn = []; // one {section, texts, boxes} a turn

function section() {
  const made = { section: document.createElement("section"), texts: {}, boxes: {} };
  for (const part of PARTS) {
    made.boxes[part] = made.section.appendChild(document.createElement("div"));
    made.boxes[part].className = part + "-part";
  }
  made.boxes.prose.setAttribute("aria-live", "polite");
  made.boxes.working.setAttribute("role", "status");
  return made;
}

function draw() {
  const { turns, marks } = props.value;
  while (drawn.length > turns.length) drawn.pop().section.remove();
  turns.forEach((turn, n) => {
    const fresh = n >= drawn.length;
    if (fresh) drawn.push(section());
    const { section: place, texts, boxes } = drawn[n];
    // A screen reader waits for the whole answer instead of reading every piece of it.
    boxes.prose.setAttribute("aria-busy", String(Boolean(turn.working)));
    for (const part of PARTS) {
      const text = turn[part] || "";
      if (texts[part] === text) continue;
      boxes[part].innerHTML = texts[part] = text;
    }
    if (fresh) {
      talk.append(place);
      if (turn.asked) place.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
    }
  });
  for (const button of talk.querySelectorAll("button[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(marks[button.dataset.id] === button.dataset.do));
  }
}

talk.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button) trigger("act", { ...button.dataset });
  const why = event.target.closest(".why > summary");
  if (why) keepHeights(why.closest(".cards"));
});

// A card whose evidence is unfolded grows alone; above it all cards keep the heights they had together.
function keepHeights(list) {
  if (list.querySelector(".why[open]")) return;
  const parts = [...list.querySelectorAll(".words")];
  for (const part of parts) part.style.minHeight = "";
  const heights = parts.map((part) => part.offsetHeight);
  parts.forEach((part, n) => (part.style.minHeight = heights[n] + "px"));
}
// What is typed into the shopper field looks for another name, it does not continue the one that is there.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("#shopper input")) setTimeout(() => target.select());
});
watch("value", draw);
draw();

// Gradio gives the composer's text field no name of its own; it appears a moment after this component. It takes
// the focus where that opens no keyboard over half of the screen.
const named = new MutationObserver(() => {
  const field = document.querySelector("#composer textarea");
  if (!field) return;
  field.setAttribute("aria-label", "Your request");
  if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
  named.disconnect();
});
named.observe(document.body, { childList: true, subtree: true });

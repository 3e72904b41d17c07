// Draws the conversation: one section a turn, and in it only the parts that changed, so that what a person has
// opened, focused or scrolled stays as it is while the answer streams. Python sends the turns that changed; what
// is asked, clicked or come back to goes to it as the events 'ask', 'act', 'back' and 'resume', each with the token
// of the conversation: a server that was started again meanwhile knows no page.
// Gradio calls this with element, props, watch and trigger.
const talk = element.querySelector(".talk");
const PARTS = ["asked", "fold", "limits", "steer", "cards", "prose", "working", "choices", "foot"];
const PATIENCE = 30_000; // ms after which a request that nothing was heard of counts as lost
const SILENCE = 10_000; // ms without a word of an answer after which it is asked for again; doubled each time
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const drawn = new Map(); // by the turn's number: {section, boxes, at, working}
const [before, welcome] = ["before", "welcome"].map((name) => {
  const box = talk.appendChild(document.createElement("div"));
  box.className = name + "-part";
  return box;
});
// What outlives a reload of this tab: the conversation's token, what is typed, and what was sent and not yet seen
// to have arrived. Where the browser keeps nothing, nothing is come back to.
const memory = (() => {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem() {}, removeItem() {} };
  }
})();
const tell = (event, data = {}) => trigger(event, { ...data, token: memory.getItem("token") });
let resuming = false;
let silence = SILENCE;
let listening = 0;
let shown = { at: 0, token: "", first: 0, end: 0 };

function section(number) {
  const made = { section: document.createElement("section"), boxes: {}, at: 0, working: false };
  for (const part of PARTS) {
    made.boxes[part] = made.section.appendChild(document.createElement("div"));
    made.boxes[part].className = part + "-part";
  }
  made.boxes.prose.setAttribute("aria-live", "polite");
  made.boxes.working.setAttribute("role", "status");
  talk.append(made.section);
  drawn.set(number, made);
  return made;
}

function write(box, text) {
  if (box.written === text) return;
  const placed = places(box); // steer.js
  box.innerHTML = box.written = text;
  placed();
}

function draw() {
  const { at, token, first, end, turns, marks, saved, unsent, language, named, request, ...texts } = props.value;
  const overtaken = at < shown.at; // on the way, by what was said later
  if (overtaken && token !== shown.token) return;
  if (!overtaken) {
    for (const [number, { section }] of drawn) {
      if (token === shown.token && number >= first && number < end) continue;
      section.remove();
      drawn.delete(number);
    }
    shown = { at, token, first, end };
    if (token) memory.setItem("token", token);
    write(before, texts.before);
    write(welcome, texts.welcome);
    document.documentElement.lang = language;
    talk.setAttribute("aria-label", named);
    field()?.setAttribute("aria-label", request);
  }
  for (const number of Object.keys(turns).map(Number).sort((a, b) => a - b)) {
    const fresh = !drawn.has(number);
    if (number < shown.first || number >= shown.end || drawn.get(number)?.at > at) continue;
    drawTurn(drawn.get(number) || section(number), turns[number], at);
    if (fresh && number === shown.end - 1) {
      const behavior = calm.matches ? "auto" : "smooth";
      drawn.get(number).section.scrollIntoView({ behavior, block: "start" });
    }
  }
  if (overtaken) return;
  for (const button of talk.querySelectorAll("button[data-do][aria-pressed]")) {
    const { id, do: does } = button.dataset;
    button.setAttribute("aria-pressed", String(does === "save" ? saved.includes(id) : marks[id] === does));
  }
  turnDials(texts.dials); // steer.js
  arrived(end, unsent || resuming);
  if (drawn.size < end - first && !resuming) resume(); // another tab has gone on
}

function drawTurn(place, turn, at) {
  place.at = at;
  place.working = Boolean(turn.working);
  // A screen reader waits for the whole answer instead of reading every piece of it.
  place.boxes.prose.setAttribute("aria-busy", String(place.working));
  for (const part of PARTS) write(place.boxes[part], turn[part] || "");
}

function resume() {
  resuming = true;
  tell("resume");
}

const working = () => [...drawn.values()].at(-1)?.working;

// An answer may have got lost with the connection, or with the server: then the page asks for what there is.
function listen() {
  clearTimeout(listening);
  if (!working()) return (silence = SILENCE);
  listening = setTimeout(() => {
    silence *= 2;
    resume();
    listen();
  }, silence);
}
addEventListener("online", () => working() && resume());

// The composer. It is emptied at once, not when the server answers: what is typed meanwhile is the next request.
const field = () => document.querySelector("#composer textarea");

function type(text) {
  field().value = text;
  field().dispatchEvent(new Event("input", { bubbles: true }));
}

function send() {
  const text = field().value;
  const sent = JSON.parse(memory.getItem("sent"));
  const last = [...drawn.keys()].pop() ?? -1;
  const waiting = sent && Date.now() - sent.time < PATIENCE;
  if (waiting && !text) return; // Enter twice
  if (waiting || working()) return tell("act", { do: "wait" });
  memory.setItem("sent", JSON.stringify({ text, after: last, time: Date.now() }));
  type("");
  tell("ask", { text });
}

// What was sent stands in a turn now, or has come back and is typed again before what was typed since.
function arrived(end, lost) {
  const sent = JSON.parse(memory.getItem("sent"));
  if (!sent) return;
  const came = end - 1 > sent.after;
  if (!came && !lost) return;
  memory.removeItem("sent");
  if (came) document.querySelector("#composer .delete-button")?.click(); // its photo
  else type([sent.text, field().value].filter(Boolean).join(" "));
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229; // Safari: the Enter that ends a composition
  if (event.key !== "Enter" || event.shiftKey || composing || event.target !== field()) return;
  stop(event);
  if (!event.repeat) send();
}, true);
document.addEventListener("click", (event) => {
  if (!event.target.closest("#composer .submit-button")) return;
  stop(event);
  send();
}, true);
document.addEventListener("input", ({ target }) => {
  if (target === field()) memory.setItem("typed", target.value);
});

talk.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button?.dataset.do === "back") tell("back");
  else if (button) tell("act", { ...button.dataset });
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

// Gradio gives the composer's text field no name of its own; it appears a moment after this component. It takes
// the focus where that opens no keyboard over half of the screen.
const named = new MutationObserver(() => {
  if (!field()) return;
  named.disconnect();
  field().setAttribute("aria-label", props.value.request);
  field().dir = "auto";
  if (matchMedia("(pointer: fine)").matches) field().focus({ preventScroll: true });
  const typed = memory.getItem("typed");
  if (typed) type(typed);
});
resume(); // also where there is nothing to come back to: the page then speaks the browser's language
watch("value", () => {
  draw();
  resuming = false;
  listen();
});
named.observe(document.body, { childList: true, subtree: true });

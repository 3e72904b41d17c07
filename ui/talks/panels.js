// Draws the menu and the panels that open from it: conversations, saved items, what is known of the shopper. What
// is done in them goes to Python as the event 'use'; it sends what changes, and what it does not name stays.
// Gradio calls this with element, props, watch and trigger.
const [nav, aside, dialog] = ["nav", ".aside", "dialog"].map((name) => element.querySelector(name));
const PAUSE = 200; // ms without a key after which words are searched for
const ICONS = {
  talks: "M4 5h16v11H9l-5 4z",
  saved: "M6 4h12v16l-6-4.5L6 20z",
  profile: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-4 4-6 7.5-6s6.7 2 7.5 6",
};
const token = () => {
  try {
    return sessionStorage.getItem("token");
  } catch {
    return null; // where the browser keeps nothing
  }
};
const tell = (data) => trigger("use", { ...data, token: token() });
let words = { names: {} };
let open = "";
let opener = null;

function make(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function icon(path) {
  const drawn = make("span", { class: "icon" });
  drawn.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
  return drawn;
}

function drawMenu() {
  const begin = make("button", { type: "button", "data-do": "begin", class: "begin", "aria-label": words.begin });
  begin.append(icon("M12 5v14M5 12h14"), make("span", {}, words.begin));
  const opens = Object.entries(words.names).map(([name, label]) => {
    const button = { type: "button", "data-do": name, "aria-haspopup": "dialog", "aria-label": label, title: label };
    return make("button", button, icon(ICONS[name]), make("span", {}, label));
  });
  nav.replaceChildren(begin, ...opens);
}

// The dialog: its head is written when another panel opens, so that what is typed there stays.
const title = make("h2", { id: "panel-title", tabindex: "-1" });
const close = make("button", { type: "button", class: "close" }, "×");
const [head, failed, body] = ["head", "failed-part", "body"].map((name) => make("div", { class: name }));
dialog.className = "panel";
dialog.setAttribute("aria-labelledby", "panel-title");
body.setAttribute("aria-live", "polite");
dialog.append(make("header", {}, title, close), head, failed, body);

function drawPanel(panel) {
  failed.replaceChildren();
  if (!panel) return dialog.close();
  const held = dialog.contains(document.activeElement) && { ...document.activeElement.dataset };
  title.textContent = panel.title;
  if (open !== panel.name) {
    head.innerHTML = panel.head;
    body.scrollTop = 0;
  }
  open = panel.name;
  body.innerHTML = panel.body;
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.showModal();
  }
  if (!head.contains(document.activeElement)) focus(held);
}

// What had the focus has it again; where that is gone, the title.
function focus(held) {
  const same = [...dialog.querySelectorAll("[data-do]")].find(({ dataset }) =>
    held?.do && ["do", "id", "fact", "event"].every((key) => dataset[key] === held[key]));
  (same?.checkVisibility() ? same : title).focus({ preventScroll: true });
}

function save({ name, type, text }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function use(button) {
  const { sure, ...data } = button.dataset;
  if (sure && button.textContent !== sure) {
    const label = button.textContent;
    button.textContent = sure;
    button.addEventListener("blur", () => (button.textContent = label), { once: true });
    return;
  }
  if (data.do === "rename") return rename(button);
  tell(data);
}

// The name becomes a field: Enter keeps what is typed, Escape and leaving it do not.
function rename({ dataset }) {
  const row = [...body.querySelectorAll("li")].find((one) => one.querySelector(".name").dataset.id === dataset.id);
  const name = row.querySelector(".name");
  const field = make("input", { type: "text", dir: "auto", maxlength: dataset.most, "aria-label": words.new_name });
  field.value = dataset.title;
  name.hidden = true;
  row.querySelector("details").open = false;
  name.after(field);
  field.select();
  field.addEventListener("blur", () => {
    field.remove();
    name.hidden = false;
  });
  field.addEventListener("keydown", (event) => {
    if (!["Enter", "Escape"].includes(event.key) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") tell({ do: "rename", id: dataset.id, name: field.value });
    field.blur();
    name.focus();
  });
}

let pause = 0;
head.addEventListener("input", ({ target }) => {
  clearTimeout(pause);
  pause = setTimeout(() => tell({ do: target.dataset.do, words: target.value }), PAUSE);
});
aside.addEventListener("click", ({ target }) => target.dataset.do && use(target));
element.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (target === dialog || button === close) dialog.close();
  else if (button?.dataset.do) use(button);
  for (const more of body.querySelectorAll(".more[open]")) {
    if (!more.contains(target) || (button && !button.dataset.sure)) more.open = false;
  }
});
dialog.addEventListener("close", () => {
  open = "";
  opener?.focus({ preventScroll: true });
});

watch("value", () => {
  const { panel, file, failed: sentence, ...said } = props.value ?? {};
  if (said.names) {
    words = said;
    drawMenu();
    aside.innerHTML = said.aside;
    if (aside.parentElement.id !== "bottom") document.querySelector("#bottom")?.prepend(aside); // by the composer
    close.setAttribute("aria-label", said.close);
    close.title = said.close;
  }
  if (panel !== undefined) drawPanel(panel);
  if (file) save(file);
  if (sentence) failed.innerHTML = sentence;
});

// Chinese for the few words that are built into Streamlit's front end, where to scroll, which keyboard,
// and how long a file takes.
const data = document.getElementById("words");
const words = new Map(Object.entries(JSON.parse(data ? data.textContent : "{}")));
const ATTRIBUTES = ["aria-label", "title", "placeholder"];

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const word = words.get(node.nodeValue.trim());
    if (word) node.nodeValue = word;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of ATTRIBUTES) {
    const word = words.get(node.getAttribute(name));
    if (word) node.setAttribute(name, word);
  }
  node.childNodes.forEach(translate);
}

// A page marks a new part with the class st-key-top_…, and a wanted question with st-key-look_at_….
let shown = "";
let toFocus = ""; // in a question that is looked for: whoever has no pointer goes on from there
function focusWanted() {
  const found = toFocus && document.querySelector(toFocus);
  if (!found) return;
  toFocus = "";
  found.focus({ preventScroll: true });
}
function scroll() {
  const wanted = document.querySelector('[class*="st-key-look_at_"]');
  const top = document.querySelector('[class*="st-key-top_"]');
  const mark = (wanted || top)?.className.match(/st-key-(look_at|top)_\S+/)?.[0] ?? "";
  if (!mark || mark === shown) return;
  const first = shown === "";
  shown = mark;
  if (wanted) {
    wanted.scrollIntoView({ block: "start" });
    toFocus = `.st-key-says_${mark.slice("st-key-look_at_".length)} button:enabled`;
  }
  else if (!first) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

// A number is typed into a text field (views/fields.py); a phone is to show digits for it.
function digits() {
  document.querySelectorAll('[class*="st-key-number_"] input:not([inputmode])').forEach((field) => field.setAttribute("inputmode", "decimal"));
}

// A page that is a door has one link with this class: its browser goes through at once.
let entered = false;
function enter() {
  const door = document.querySelector("a.door");
  if (door && !entered) {
    entered = true;
    location.replace(door.href);
  }
}

// Who has pressed for a file reads how many come before it, or why there is none (views/making.py).
let asking = false;
const line = document.createElement("div");
line.id = "file_line";
line.setAttribute("role", "status");
async function waitForFile() {
  if (asking) return;
  asking = true;
  let shown = 0;
  for (let quiet = 0; quiet < 3;) {
    await new Promise((done) => setTimeout(done, 1200));
    const said = await fetch("/waiting").then((answer) => answer.json()).catch(() => ({ text: "", again: true }));
    if (!line.isConnected) document.body.append(line);
    if (said.text || said.again) line.textContent = said.text;
    if (said.text && !said.again) shown = Date.now();
    else if (said.again) shown = 0;
    quiet = said.again ? 0 : quiet + 1;
    if (!said.again && !shown) line.textContent = "";
  }
  asking = false;
  if (shown) setTimeout(() => { if (!asking) line.textContent = ""; }, 15000);
}
document.addEventListener("click", (event) => {
  if (event.target.closest?.('[data-testid="stDownloadButton"] button')) waitForFile();
}, true);

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(translate);
    else translate(change.target);
  }
  scroll();
  focusWanted();
  digits();
  enter();
}).observe(document.documentElement, {
  childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES, "class"],
});

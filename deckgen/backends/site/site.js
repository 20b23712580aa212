"use strict";

// The theme is set before anything is painted; the rest waits for the cards.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
root.classList.add("js");

// A page opened as a file may be refused a memory.
function recall() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}

function remember(theme) {
  try {
    if (theme === null) localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch { /* the choice then lasts as long as the page */ }
}

function paint(night) {
  root.classList.toggle("nightMode", night);
  const button = document.getElementById("_theme");
  if (button) button.setAttribute("aria-pressed", night);
}

function switchTheme() {
  const night = !root.classList.contains("nightMode");
  paint(night);
  // the system's own theme needs no memory: the page follows it again
  remember(night === dark.matches ? null : night ? "dark" : "light");
}

paint((recall() ?? (dark.matches ? "dark" : "light")) === "dark");
dark.addEventListener("change", () => { if (recall() === null) paint(dark.matches); });
document.addEventListener("DOMContentLoaded", start);

function start() {
  const FACETS = ["topic", "kind", "level", "state"];
  const cards = [...document.querySelectorAll(".entry")];
  const sections = [...document.querySelectorAll("main section")];
  const form = document.querySelector(".tools");
  const search = document.getElementById("_search");
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const count = document.getElementById("_count");
  const clear = form.querySelector("[type=reset]");
  const none = document.querySelector(".none");
  const main = document.querySelector("main");
  const help = document.getElementById("_help");
  const facets = document.querySelector(".facets");
  const wide = matchMedia("(min-width: 60rem)");
  const texts = new Map();
  let last = null;

  // ---- search and filter

  function textOf(card) {
    if (!texts.has(card)) {
      const sides = [...card.querySelectorAll(".card:not(.behind)")].map((side) => side.textContent);
      texts.set(card, `${card.dataset.words} ${sides.join(" ")}`.toLowerCase());
    }
    return texts.get(card);
  }

  function wanted() {
    const wish = { words: search.value.toLowerCase().split(/\s+/).filter(Boolean) };
    for (const name of FACETS) wish[name] = new Set();
    for (const box of boxes) if (box.checked) wish[box.name].add(box.value);
    return wish;
  }

  function apply() {
    const wish = wanted();
    const counts = new Map();
    let shown = 0;
    for (const card of cards) {
      const found = wish.words.every((word) => textOf(card).includes(word));
      const failed = FACETS.filter((name) => wish[name].size && !wish[name].has(card.dataset[name]));
      card.hidden = !found || failed.length > 0;
      shown += !card.hidden;
      // a box counts what ticking it would show, beside the other groups as they stand
      for (const name of FACETS) {
        const key = `${name}=${card.dataset[name]}`;
        if (found && failed.every((other) => other === name)) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    for (const section of sections) section.hidden = !section.querySelector(".entry:not([hidden])");
    for (const box of boxes) {
      const number = counts.get(`${box.name}=${box.value}`) ?? 0;
      const label = box.parentElement;
      label.querySelector("small").textContent = number;
      label.classList.toggle("empty", number === 0);
    }
    tell(shown, wish);
  }

  function tell(shown, wish) {
    const free = shown === cards.length;
    const all = `${cards.length} ${cards.length === 1 ? "card" : "cards"}`;
    count.textContent = free ? all : `${shown} of ${all}`;
    none.hidden = shown > 0;
    clear.hidden = !wish.words.length && !boxes.some((box) => box.checked);
  }

  // ---- the address keeps the filter, so that a view can be shared

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    search.value = asked.get("q") ?? "";
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
  }

  function writeAddress() {
    const asked = new URLSearchParams();
    if (search.value.trim()) asked.set("q", search.value.trim());
    for (const box of boxes) if (box.checked) asked.append(box.name, box.value);
    const query = asked.toString();
    history.replaceState(null, "", location.pathname + (query && `?${query}`));
  }

  function narrow() {
    apply();
    writeAddress();
    // what was found begins in sight, however far one had read
    if (main.getBoundingClientRect().top < 0) main.scrollIntoView();
  }

  function lift() {
    search.value = "";
    for (const box of boxes) box.checked = false;
    apply();
  }

  let pause = 0;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(narrow, 120);
  });
  form.addEventListener("change", (event) => { if (event.target !== search) narrow(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    narrow();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    lift();
    writeAddress();
    search.focus();
  });

  // ---- one card

  function go(card) {
    last = card;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  }

  function openLinked() {
    const id = location.hash.slice(1);
    if (!id || id.startsWith("_")) return;
    const card = document.getElementById(id);
    if (!card) {
      count.textContent = `There is no card “${id}” here`;
      return;
    }
    if (card.hidden) {
      lift();
      history.replaceState(null, "", location.pathname + location.hash);
    }
    card.querySelector(".turn").open = true;
    go(card);
  }

  function current() {
    const here = document.activeElement.closest(".entry") ?? last;
    return here && !here.hidden ? here : null;
  }

  function step(way) {
    const shown = cards.filter((card) => !card.hidden);
    const here = shown.indexOf(current());
    const next = here < 0 ? shown.find((card) => card.getBoundingClientRect().bottom > 80) : shown[here + way];
    if (next) go(next);
  }

  function flip(selector) {
    const card = current();
    if (!card) return false;
    const side = card.querySelector(selector);
    side.open = !side.open;
    last = card;
    return true;
  }

  // A proof lies in a <noscript>: text until it is asked for, so that thousands of cards load fast.
  function unfold(proofs) {
    const kept = proofs.querySelector("noscript");
    if (kept) kept.replaceWith(document.createRange().createContextualFragment(kept.textContent));
  }

  function compare(card, open) {
    const input = card.querySelector(".typing");
    if (!input) return;
    const verdict = card.querySelector(".verdict");
    const given = input.value.trim();
    const right = given === input.dataset.answer.trim();
    verdict.textContent = open && given ? (right ? "✓ right" : `✗ it is ${input.dataset.answer}`) : "";
    verdict.classList.toggle("right", right);
  }

  document.addEventListener("toggle", (event) => {
    const side = event.target;
    const card = side.closest?.(".entry");
    if (!card) return;
    if (side.matches(".proofs") && side.open) unfold(side);
    if (side.matches(".turn")) {
      compare(card, side.open);
      if (!side.open) for (const gap of card.querySelectorAll(".gap.seen")) gap.classList.remove("seen");
    }
  }, true);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    const card = button?.closest(".entry");
    if (!card) return;
    if (button.matches(".gap")) {
      for (const gap of card.querySelectorAll(`.gap[data-ordinal="${button.dataset.ordinal}"]`)) gap.classList.add("seen");
      last = card;
      card.focus({ preventScroll: true });
    } else if (button.matches(".copy")) {
      const cells = button.closest(".snippet").querySelectorAll("pre");
      const text = [...cells].map((cell) => cell.textContent).join("\n") + "\n";
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Copying is not allowed here";
      }
    }
  });

  // ---- keys

  const KEYS = {
    "/": () => { facets.scrollIntoView({ block: "nearest" }); search.focus(); search.select(); },
    "j": () => step(1),
    "k": () => step(-1),
    " ": () => flip(".turn"),
    "Enter": () => flip(".turn"),
    "p": () => flip(".proofs"),
    "t": switchTheme,
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const at = event.target;
    if (event.key === "Escape") {
      clearTimeout(pause);
      if (search.value || boxes.some((box) => box.checked)) { lift(); writeAddress(); }
      if (at === search) search.blur();
      return;
    }
    if (at.matches(".typing") && event.key === "Enter") {
      const card = at.closest(".entry");
      card.querySelector(".turn").open = true;
      go(card);
      event.preventDefault();
      return;
    }
    if (at.matches("input:not([type=checkbox])")) return;
    if ([" ", "Enter"].includes(event.key) && at.matches("summary, button, a, input")) return;
    if (Object.hasOwn(KEYS, event.key) && KEYS[event.key]() !== false) event.preventDefault();
  });

  // ---- the whole

  document.getElementById("_theme").addEventListener("click", switchTheme);
  document.getElementById("_keys").addEventListener("click", () => help.showModal());
  help.addEventListener("click", (event) => { if (event.target === help) help.close(); });
  addEventListener("hashchange", openLinked);

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".entry:not([hidden]) .turn:not([open])")];
    for (const side of opened) side.open = true;
  });
  addEventListener("afterprint", () => { for (const side of opened) side.open = false; });

  facets.open = wide.matches;
  wide.addEventListener("change", () => { facets.open = wide.matches; });
  paint(root.classList.contains("nightMode"));
  readAddress();
  apply();
  openLinked();
}

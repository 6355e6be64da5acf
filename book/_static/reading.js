// A link to a solution opens it, and whatever is wider than the screen can be
// scrolled with the keyboard too. The sections that `book.css` puts off until
// they come near are laid out at once for who needs them all.

const PUT_OFF = "article > section > section";
const WIDE = `article :is(.katex-display, pre, .cell_output > .output,
  .pst-scrollable-table-container)`;
const BLURRED = ".theme-switch-button, .primary-toggle, .secondary-toggle";

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  const closed = [];
  for (
    let part = target?.closest("details");
    part;
    part = part.parentElement.closest("details")
  ) {
    if (!part.open) closed.push(part);
  }
  for (const part of closed) part.open = true;
  if (closed.length > 0) target.scrollIntoView();
}

function letKeyboardScroll(entries) {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
}

function layOutAll() {
  for (const section of document.querySelectorAll(PUT_OFF))
    section.style.contentVisibility = "visible";
}

const sizes = new ResizeObserver(letKeyboardScroll);
for (const wide of document.querySelectorAll(WIDE)) sizes.observe(wide);

// Who comes back wants to be where they were, which needs all heights; a
// keyboard goes to what can be scrolled, which needs all widths.
if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") {
  layOutAll();
}
document.addEventListener("keydown", layOutAll, { once: true });

// The theme takes the focus from what was pressed: a mouse may lose it, so that
// no tooltip stays, but a keyboard goes on from there.
for (const button of document.querySelectorAll(BLURRED)) {
  button.blur = () => {
    if (!button.matches(":focus-visible"))
      HTMLElement.prototype.blur.call(button);
  };
}

// Whoever has chosen a section from the menu wants to read it.
document.addEventListener("click", ({ target }) => {
  if (target.closest("dialog a[href^='#']")) target.closest("dialog").close();
});

openTarget();
window.addEventListener("hashchange", openTarget);

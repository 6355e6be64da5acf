// The switch leads to the same section, or entry of the package, in the other
// language, and the choice is remembered for the next visit to the root page.

const SECTIONS = "article section section[id], article dt.sig[id]";

function sectionBeingRead() {
  const line = window.innerHeight / 3;
  const begun = [...document.querySelectorAll(SECTIONS)].filter(
    (section) => section.getBoundingClientRect().top < line,
  );
  return window.scrollY > 0 ? begun.at(-1)?.id : undefined;
}

function remember(language) {
  try {
    localStorage.setItem("byhand-language", language);
  } catch {
    // A browser may forbid it: then nothing is remembered.
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language-switch");
  if (!link) return;
  link.hash = sectionBeingRead() ?? "";
  remember(link.hreflang);
});

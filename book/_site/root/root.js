// Go to the reader's language: the one chosen before, else the browser's.

const LANGUAGES = ["en", "ko"];

function remembered() {
  try {
    return localStorage.getItem("byhand-language");
  } catch {
    return null;
  }
}

const wishes = [remembered(), ...navigator.languages]
  .filter(Boolean)
  .map((tag) => tag.split("-")[0].toLowerCase());
const language = wishes.find((tag) => LANGUAGES.includes(tag)) ?? "en";
location.replace(`${language}/index.html`);

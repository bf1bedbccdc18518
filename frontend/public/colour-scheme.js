// Runs before the first paint so that a dark interface never flashes white. External file: the page's
// security policy allows no inline script.
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage may be refused; the system preference then decides.
  }
  const dark =
    stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  try {
    const language = localStorage.getItem("sillage-language");
    if (language === "en" || language === "fr") document.documentElement.lang = language;
  } catch {
    // Same reason as above.
  }
})();

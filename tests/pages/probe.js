// Looks at the page in the frame as a reader would, and writes down what it finds.
const frame = document.querySelector("iframe");
const found = { width: 0, scroll: 0, links: [], headings: [], pale: [], lang: "", untitled: [], rows: [] };

function brightness([r, g, b]) {
  const part = (v) => { const s = v / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}
function numbers(color) { return color.match(/[\d.]+/g).map(Number); }
function behind(element, view) {
  for (let at = element; at; at = at.parentElement) {
    const color = numbers(view.getComputedStyle(at).backgroundColor);
    if (color.length < 4 || color[3] > 0) return color;
  }
  return [255, 255, 255];
}
function look() {
  const page = frame.contentDocument, view = frame.contentWindow;
  found.width = view.innerWidth;
  found.scroll = page.documentElement.scrollWidth;
  found.dark = brightness(behind(page.body, view)) < 0.1;
  found.lang = page.documentElement.lang;
  for (const link of page.querySelectorAll("a[href^='#']"))
    if (!page.getElementById(decodeURIComponent(link.hash.slice(1)))) found.links.push(link.hash);
  found.linked = page.querySelectorAll("nav a").length;
  let level = 0;
  for (const heading of page.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) found.headings.push(heading.textContent.slice(0, 30));
    level = own;
  }
  for (const element of page.querySelectorAll("p,a,td,th,h1,h2,h3,dd,dt,span")) {
    if (!element.textContent.trim() || view.getComputedStyle(element).display === "none") continue;
    const [light, dark] = [numbers(view.getComputedStyle(element).color), behind(element, view)].map(brightness).sort((a, b) => b - a);
    if ((light + 0.05) / (dark + 0.05) < 4.5) found.pale.push(element.textContent.slice(0, 30));
  }
  for (const picture of page.querySelectorAll("svg,img,input"))
    if (!picture.getAttribute("aria-label")) found.untitled.push(picture.outerHTML.slice(0, 60));
  const row = page.querySelector(".row");
  if (row) found.rows = [...row.children].map((cell) => { const at = cell.getBoundingClientRect(); return [Math.round(at.left), Math.round(at.top)]; });
  const box = page.getElementById("search");
  if (box) {
    found.searchable = !box.hidden;
    box.value = "枸杞"; box.dispatchEvent(new view.Event("input"));
    found.shown = page.querySelectorAll(".row:not([hidden])").length;
    found.all = page.querySelectorAll(".row").length;
  }
  document.body.textContent = "FOUND" + JSON.stringify(found) + "END";
}
frame.addEventListener("load", look);

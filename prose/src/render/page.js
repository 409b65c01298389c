(() => {
  const box = document.getElementById("search");
  if (!box) return;
  box.hidden = false;
  const rows = [...document.querySelectorAll(".row")];
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const row of rows) row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
  });
})();

"use strict";
const figures = JSON.parse(document.getElementById("figures").textContent);
for (const plot of document.querySelectorAll(".plot")) {
  const { data, layout, config } = figures[plot.dataset.figure];
  Plotly.newPlot(plot, data, layout, config);
}
document.documentElement.classList.add("interactive");

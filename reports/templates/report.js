"use strict";
// The drawing library is unpacked here; a browser that cannot keeps the vector figures.
async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}

function draw() {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  for (const plot of document.querySelectorAll(".plot")) {
    const { data, layout, config } = figures[plot.dataset.figure];
    Plotly.newPlot(plot, data, layout, config);
  }
  document.documentElement.classList.add("interactive");
}

if (typeof DecompressionStream === "function") unpack("plotly").then(draw);

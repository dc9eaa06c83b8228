// The map: points that become cells when they are many, areas, streets, insatser.
const MOST_POINTS = 1500, LEAST_PIXELS = 7;

class MapView {
  constructor(box, meta, words) {
    Object.assign(this, { box, meta, words });
    [this.ground, this.data, this.over] = [...box.querySelectorAll("canvas")].map((canvas) => new Picture(canvas));
    this.cells = document.createElement("canvas");
    this.view = null;
  }
  // Rings and lines: a first point, then steps to the next.
  path(shape) {
    if (shape.path) return shape.path;
    const path = shape.path = new Path2D();
    for (const part of shape.parts) {
      let x = 0, y = 0;
      for (let i = 0; i < part.length; i += 2) {
        x += part[i];
        y += part[i + 1];
        if (i) path.lineTo(x, y); else path.moveTo(x, y);
      }
      if (part.length > 4 && shape.closed !== false) path.closePath();
    }
    return path;
  }
  // At first all of the areas are in the frame.
  measure() {
    const { clientWidth: width, clientHeight: height } = this.box, [wide, high] = this.meta.size;
    this.box.style.setProperty("--ratio", width / height);
    this.view ??= { x: wide / 2, y: high / 2, scale: 1.25 * Math.min(width / wide, height / high) };
    Object.assign(this, { width, height });
  }
  toScreen(x, y) { return [this.width / 2 + (x - this.view.x) * this.view.scale, this.height / 2 - (y - this.view.y) * this.view.scale]; }
  toGround(px, py) { return [this.view.x + (px - this.width / 2) / this.view.scale, this.view.y - (py - this.height / 2) / this.view.scale]; }
  bounds() {
    const [west, north] = this.toGround(0, 0), [east, south] = this.toGround(this.width, this.height);
    return [Math.floor(west), Math.floor(south), Math.ceil(east), Math.ceil(north)];
  }
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const before = this.toGround(px, py);
    const least = Math.min(this.width / this.meta.size[0], this.height / this.meta.size[1]) / 2;
    this.view.scale = Math.max(least, Math.min(4, this.view.scale * factor));
    const after = this.toGround(px, py);
    this.view.x += before[0] - after[0];
    this.view.y += before[1] - after[1];
  }
  pan(dx, dy) { this.view.x -= dx / this.view.scale; this.view.y += dy / this.view.scale; }
  // The smallest cells that are large enough to see.
  cellSize() { return this.meta.cells.find((size) => size * this.view.scale >= LEAST_PIXELS) || this.meta.cells.at(-1); }

  onGround(pen, scale) { pen.setTransform(scale * this.view.scale, 0, 0, -scale * this.view.scale, scale * (this.width / 2 - this.view.x * this.view.scale), scale * (this.height / 2 + this.view.y * this.view.scale)); }
  // What lies under and over the counts; drawn anew when the view moves.
  drawStill(palette) {
    this.measure();
    const pen = this.ground.fit(this.width, this.height), over = this.over.fit(this.width, this.height);
    const { scale } = this.ground, thin = 1 / this.view.scale;
    const stroke = (shape, color, wide, dashed) => {
      over.setLineDash(dashed ? [6 * thin, 4 * thin] : []);
      Object.assign(over, { strokeStyle: color, lineWidth: wide * thin });
      over.stroke(this.path(shape));
    };
    this.onGround(pen, scale);
    this.onGround(over, scale);
    const fills = { green: palette.green, water: palette.water, buildings: palette.building };
    for (const layer of this.meta.ground)
      for (const shape of layer.shapes) {
        if (layer.shape === "area" && fills[layer.kind]) { pen.fillStyle = fills[layer.kind]; pen.fill(this.path(shape), "evenodd"); continue; }
        if (layer.shape === "point") continue;
        shape.closed = layer.shape === "area";
        stroke(shape, layer.kind === "water" ? palette.water : palette.road, layer.kind === "main_roads" ? 2 : 1, layer.kind === "railways");
      }
    for (const zone of this.meta.zones) stroke(zone, palette.ink, 1.1);
    for (const one of this.meta.insatser) stroke(one, palette.year, 1.6, true);
    over.setLineDash([]);
    this.names(over, palette);
    this.ruler(over, palette);
  }
  names(pen, palette) {
    pen.setTransform(this.over.scale, 0, 0, this.over.scale, 0, 0);
    pen.lineJoin = "round";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const taken = [[0, this.height - 34, 130, this.height]];
    const put = (text, x, y, font, turn = 0) => {
      pen.font = font;
      const half = pen.measureText(text).width / 2 + 3, wide = Math.abs(Math.cos(turn)) * half + 8 * Math.abs(Math.sin(turn)), high = Math.abs(Math.sin(turn)) * half + 8;
      const own = [x - wide, y - high, x + wide, y + high];
      if (own[0] < 0 || own[1] < 0 || own[2] > this.width || own[3] > this.height) return;
      if (taken.some((one) => own[0] < one[2] && one[0] < own[2] && own[1] < one[3] && one[1] < own[3])) return;
      taken.push(own);
      pen.save();
      pen.translate(x, y);
      pen.rotate(turn);
      pen.strokeStyle = palette.paper;
      pen.lineWidth = 4;
      pen.strokeText(text, 0, 0);
      pen.fillStyle = palette.ink;
      pen.fillText(text, 0, 0);
      pen.restore();
    };
    for (const zone of this.meta.zones) put(zone.name, ...this.toScreen(...zone.at), "600 13px system-ui, sans-serif");
    const seen = new Set();
    for (const layer of this.meta.ground) {
      if (layer.shape === "area") continue;
      for (const shape of layer.shapes) {
        if (!shape.name || seen.has(shape.name)) continue;
        const [x, y, long, turn] = shape.along, before = taken.length;
        if (layer.shape === "line" && long * this.view.scale < 5 * shape.name.length) continue;
        put(shape.name, ...this.toScreen(x, y), layer.shape === "point" ? "600 12px system-ui, sans-serif" : "11px system-ui, sans-serif", turn);
        if (taken.length > before) seen.add(shape.name);
      }
    }
  }
  ruler(pen, palette) {
    const long = [5e5, 2e5, 1e5, 5e4, 2e4, 1e4, 5e3, 2e3, 1e3, 500, 200, 100, 50, 20, 10].find((m) => m * this.view.scale <= 110) || 10;
    pen.fillStyle = palette.paper;
    pen.fillRect(6, this.height - 32, long * this.view.scale + 8, 27);
    pen.fillStyle = palette.ink;
    pen.fillRect(10, this.height - 10, long * this.view.scale, 2);
    pen.font = "12px system-ui, sans-serif";
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.fillText(long < 1000 ? `${this.words.number(long)} m` : `${this.words.number(long / 1000)} km`, 12, this.height - 15);
  }

  // The edges of what is chosen.
  drawChosen(pen, { zone = [], insats = [], box }, palette) {
    const edges = [...zone.map((at) => [this.meta.zones[at], palette.ink]), ...insats.map((at) => [this.meta.insatser[at], palette.year])];
    this.onGround(pen, this.data.scale);
    pen.lineWidth = 4 / this.view.scale;
    for (const [shape, color] of edges) { pen.strokeStyle = color; pen.stroke(this.path(shape)); }
    pen.strokeStyle = palette.ink;
    if (box) pen.strokeRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
  }

  // The counts: points while they are few, else cells by how many or against another count.
  drawCounts(store, palette, against) {
    this.drawNumbers(store, palette, against);
    this.drawChosen(this.data.pen, store.choice, palette);
  }
  drawNumbers(store, palette, against) {
    if (!this.width) this.measure();
    const size = this.cellSize();
    if (size !== store.grid.size) store.cellsOf(size);
    const pen = this.data.fit(this.width, this.height), chosen = against === "counts" && store.rows ? store.rows(MOST_POINTS) : null;
    this.asPoints = chosen !== null && Boolean(store.columns);
    if (this.asPoints) return this.drawPoints(pen, chosen, store, palette);
    const { grid, now, before, all } = store, n = grid.across * grid.along;
    const other = against === "year" ? before.cells : against === "rest" ? asTheRest(now.cells, all.cells) : null;
    let most = 1;
    for (let i = 0; i < n; i++) if (now.cells[i] > most) most = now.cells[i];
    this.most = most;
    const image = new ImageData(grid.across, grid.along), pixels = new Uint32Array(image.data.buffer), few = store.meta.fewest_in_a_cell;
    for (let row = 0, at = 0; row < grid.along; row++)
      for (let target = (grid.along - 1 - row) * grid.across, end = target + grid.across; target < end; target++, at++) {
        const value = now.cells[at];
        if (other) pixels[target] = value + other[at] > 0 ? difference(palette.pixels, value, other[at], few) : 0;
        else pixels[target] = value > 0 ? shade(palette.pixels.ramp, value, most) : 0;
      }
    Object.assign(this.cells, { width: grid.across, height: grid.along }).getContext("2d").putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    const [x, y] = this.toScreen(grid.west, grid.south + grid.along * grid.size), side = grid.size * this.view.scale;
    pen.globalAlpha = .85;
    pen.drawImage(this.cells, x, y, grid.across * side, grid.along * side);
    pen.globalAlpha = 1;
  }
  drawPoints(pen, rows, store, palette) {
    const { x, y } = store.columns, { placed } = this.meta;
    pen.fillStyle = palette.mark;
    pen.strokeStyle = palette.paper;
    pen.lineWidth = 1;
    pen.globalAlpha = .75;
    const radius = Math.max(3, Math.min(6, 5000 / (rows.length + 800)));
    for (const i of rows) {
      if (i >= placed) continue;
      const [px, py] = this.toScreen(x[i] + .5, y[i] + .5);
      pen.beginPath();
      pen.arc(px, py, radius, 0, 7);
      pen.fill();
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }
  zoneAt(px, py) {
    const [x, y] = this.toGround(px, py), pen = this.over.pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    return this.meta.zones.findIndex((zone) => pen.isPointInPath(this.path(zone), x, y, "evenodd"));
  }
  cellAt(px, py, grid) {
    const [x, y] = this.toGround(px, py);
    const column = Math.floor((x - grid.west) / grid.size), row = Math.floor((y - grid.south) / grid.size);
    return column < 0 || row < 0 || column >= grid.across || row >= grid.along ? -1 : row * grid.across + column;
  }

  // One picture instead of three: printers paint what is clear white.
  flat(palette) {
    const { pen, canvas } = this.over;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalCompositeOperation = "destination-over";
    for (const layer of [this.data, this.ground]) pen.drawImage(layer.canvas, 0, 0);
    pen.fillStyle = palette.tint;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalCompositeOperation = "source-over";
  }
}

(() => {
  'use strict';

  // The first half is the arithmetic of the program, by the names that it has there:
  // mnisteval.network and mnisteval.picture. The second half is the page.

  /** The error function: a table of it and its derivatives, and a Taylor series from there on. */
  class Erf {
    static STEPS = 32;
    static END = 6;
    static TERMS = 9;
    static DEPTH = 250;
    static table = Erf.filled();

    static of(x) {
      const z = Math.abs(x);
      if (z >= Erf.END) {
        return Math.sign(x);
      }
      const k = Math.floor(z * Erf.STEPS + 0.5);
      const h = z - k / Erf.STEPS;
      let sum = 0;
      for (let n = Erf.TERMS - 1; n >= 0; n--) {
        sum = sum * h + Erf.table[k * Erf.TERMS + n];
      }
      return x < 0 ? -sum : sum;
    }

    static filled() {
      const table = new Float64Array((Erf.END * Erf.STEPS + 1) * Erf.TERMS);
      for (let k = 0; k <= Erf.END * Erf.STEPS; k++) {
        Erf.fill(table, k * Erf.TERMS, k / Erf.STEPS);
      }
      return table;
    }

    static fill(table, first, z) {
      const slope = 2 / Math.sqrt(Math.PI) * Math.exp(-z * z);
      table[first] = z < 1 ? Erf.series(z, slope) : 1 - Erf.fraction(z, slope);
      let before = 0;
      let hermite = 1;
      let factor = slope;
      for (let n = 1; n < Erf.TERMS; n++) {
        table[first + n] = factor * hermite;
        const next = 2 * z * hermite - 2 * (n - 1) * before;
        before = hermite;
        hermite = next;
        factor /= -(n + 1);
      }
    }

    static series(z, slope) {
      let sum = 1;
      for (let n = Erf.DEPTH; n > 0; n--) {
        sum = 1 + 2 * z * z / (2 * n + 1) * sum;
      }
      return slope * z * sum;
    }

    static fraction(z, slope) {
      let below = z;
      for (let n = Erf.DEPTH; n > 0; n--) {
        below = z + n / 2 / below;
      }
      return slope / 2 / below;
    }
  }

  /** The function that a hidden layer applies to each of its sums. */
  class Activation {
    static FUNCTIONS = {
      sigmoid: (x) => 1 / (1 + Math.exp(-x)),
      relu: (x) => Math.max(x, 0),
      tanh: (x) => 2 / (1 + Math.exp(-2 * x)) - 1,
      gelu: (x) => x / 2 * (1 + Erf.of(x * Math.sqrt(0.5))),
      elu: (x) => (x > 0 ? x : Math.expm1(x)),
      softplus: (x) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0),
      identity: (x) => x,
    };

    /** @param name as on the command line; leaky_relu:0.2 has another slope than 0.01 */
    constructor(name) {
      const [kind, slope] = name.split(':');
      this.name = name;
      this.apply = Activation.FUNCTIONS[kind] ?? Activation.leakyRelu(Number(slope ?? 0.01));
      this.bounded = kind === 'sigmoid' || kind === 'tanh';
    }

    static leakyRelu(slope) {
      return (x) => Math.max(x, slope * x);
    }
  }

  /** Reads Base64 as numbers of so many bytes, little-endian as every browser's are. */
  function decoded(base64, bytes) {
    const text = atob(base64);
    const raw = new Uint8Array(text.length);
    for (let i = 0; i < raw.length; i++) {
      raw[i] = text.charCodeAt(i);
    }
    return bytes === 1 ? raw
      : bytes === 4 ? new Float32Array(raw.buffer) : new Float64Array(raw.buffer);
  }

  /** A feed-forward network: layers of weights (inputs, outputs) and bias (outputs). */
  class Network {
    constructor(numbers) {
      this.layers = numbers.layers.map(({ bytes, weights, bias }) => ({
        weights: weights.map((row) => decoded(row, bytes)),
        bias: decoded(bias, 8),
      }));
      this.activations = numbers.activations.map((name) => new Activation(name));
      this.inputs = this.layers[0].weights.length;
      this.side = Math.sqrt(this.inputs);
      this.classes = this.layers.at(-1).bias.length;
      // What a pixel adds; what a black one would is in the bias of the first layer.
      this.pixelValues = Float64Array.from(
        { length: 256 }, (_, pixel) => pixel * (numbers.high - numbers.low) / 255);
      this.blackIsZero = numbers.low === 0;
    }
  }

  /** The forward pass of one image, with all sums and values of the last one. */
  class ForwardPass {
    constructor(network) {
      this.network = network;
      this.inputs = new Float64Array(network.inputs);
      this.sums = network.layers.map((layer) => new Float64Array(layer.bias.length));
      this.values = this.sums.map((sums) => new Float64Array(sums.length));
      this.trial = this.sums.map((sums) => new Float64Array(sums.length));
    }

    /** @returns the probability of each output, overwritten by the next call */
    probabilities(pixels) {
      const { layers, pixelValues } = this.network;
      const sums = this.sums[0];
      sums.set(layers[0].bias);
      for (let i = 0; i < this.inputs.length; i++) {
        this.inputs[i] = pixelValues[pixels[i]];
        if (pixels[i] !== 0) {
          ForwardPass.add(this.inputs[i], layers[0].weights[i], sums);
        }
      }
      return this.finish(this.sums, this.values);
    }

    /** Computes all that follows from the sums of the first layer. */
    finish(sums, values) {
      const { layers, activations } = this.network;
      for (let n = 1; n < layers.length; n++) {
        const { apply } = activations[n - 1];
        const x = values[n - 1];
        for (let i = 0; i < x.length; i++) {
          x[i] = apply(sums[n - 1][i]);
        }
        sums[n].set(layers[n].bias);
        for (let i = 0; i < x.length; i++) {
          ForwardPass.add(x[i], layers[n].weights[i], sums[n]);
        }
      }
      values.at(-1).set(sums.at(-1));
      ForwardPass.softmax(values.at(-1));
      return values.at(-1);
    }

    /** @returns the probability of an output if one pixel of the last image were black */
    without(pixel, output) {
      const first = this.trial[0];
      first.set(this.sums[0]);
      ForwardPass.add(-this.inputs[pixel], this.network.layers[0].weights[pixel], first);
      // Sums are replaced by values where they are: both are needed once.
      return this.finish(this.trial, this.trial)[output];
    }

    static add(x, row, sums) {
      for (let j = 0; j < sums.length; j++) {
        sums[j] += x * row[j];
      }
    }

    static softmax(z) {
      const max = z[ForwardPass.argmax(z)];
      let sum = 0;
      for (let j = 0; j < z.length; j++) {
        z[j] = Math.exp(z[j] - max);
        sum += z[j];
      }
      for (let j = 0; j < z.length; j++) {
        z[j] /= sum;
      }
    }

    /** @returns the index of the largest number, the first of equals */
    static argmax(z) {
      let largest = 0;
      for (let j = 1; j < z.length; j++) {
        if (z[j] > z[largest]) {
          largest = j;
        }
      }
      return largest;
    }
  }

  /** Makes any image of a digit look like those of MNIST. An image is { width, height, pixels }. */
  class MnistNormalization {
    static BOX_OF_SIDE = 20 / 28;
    static LEAST_CONTRAST = 16;
    static FAINTEST_SHARE = 16;
    static NOISE_FACTOR = 4;

    /** @returns side x side pixels, 0 background to 255 the strongest ink; null for a blank */
    static of(image, side) {
      const ink = MnistNormalization.ink(image);
      if (ink === null) {
        return null;
      }
      const box = Math.max(1, Math.round(side * MnistNormalization.BOX_OF_SIDE));
      const longer = Math.max(ink.width, ink.height);
      const width = MnistNormalization.scaled(ink.width, box, longer);
      const height = MnistNormalization.scaled(ink.height, box, longer);
      const sums = MnistNormalization.areaSums(ink, width, height);
      return MnistNormalization.centred(sums, width, side);
    }

    static ink({ width, height, pixels }) {
      const border = new Float64Array(256);
      const all = new Float64Array(256);
      for (let i = 0; i < pixels.length; i++) {
        all[pixels[i]]++;
      }
      for (let y = 0; y < height; y++) {
        const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
        for (let x = 0; x < width; x += step) {
          border[pixels[y * width + x]]++;
        }
      }
      const { quantile } = MnistNormalization;
      const background = quantile(border, 0.5);
      const dark = background >= MnistNormalization.mean(all);
      const strongest = dark ? background - quantile(all, 0) : quantile(all, 1) - background;
      if (strongest < MnistNormalization.LEAST_CONTRAST) {
        return null;
      }
      const noise = Math.min(
        MnistNormalization.NOISE_FACTOR * MnistNormalization.spread(border, background),
        Math.floor(strongest / 2));
      const least = Math.max(Math.floor(strongest / MnistNormalization.FAINTEST_SHARE), noise);
      const ink = new Uint8Array(256);
      for (let light = 0; light < 256; light++) {
        const strength = dark ? background - light : light - background;
        ink[light] = strength > least ? strength : 0;
      }
      return MnistNormalization.box({ width, height, pixels }, ink);
    }

    /** @returns the smallest box around all ink, given how much of it each level of light is */
    static box({ width, height, pixels }, ink) {
      let left = width;
      let top = height;
      let right = 0;
      let bottom = 0;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          if (ink[pixels[y * width + x]] !== 0) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = y;
          }
        }
      }
      const across = right - left + 1;
      const down = bottom - top + 1;
      const box = new Uint8Array(across * down);
      for (let i = 0; i < box.length; i++) {
        box[i] = ink[pixels[(top + Math.floor(i / across)) * width + left + i % across]];
      }
      return { width: across, height: down, pixels: box };
    }

    static spread(border, background) {
      const distances = new Float64Array(256);
      for (let light = 0; light < 256; light++) {
        distances[Math.abs(light - background)] += border[light];
      }
      return MnistNormalization.quantile(distances, 0.75);
    }

    static total(histogram) {
      return histogram.reduce((sum, count) => sum + count, 0);
    }

    static mean(histogram) {
      const sum = histogram.reduce((all, count, value) => all + value * count, 0);
      return sum / MnistNormalization.total(histogram);
    }

    static quantile(histogram, share) {
      const wanted = Math.max(1, share * MnistNormalization.total(histogram));
      let value = 0;
      for (let seen = histogram[0]; seen < wanted; seen += histogram[value]) {
        value++;
      }
      return value;
    }

    static scaled(length, box, longer) {
      return Math.max(1, Math.floor((2 * length * box + longer) / (2 * longer)));
    }

    /** @returns rows of sums of ink times the area covered, all exact */
    static areaSums({ width: inkWidth, height: inkHeight, pixels }, width, height) {
      const { overlap } = MnistNormalization;
      const sums = Array.from({ length: height }, () => new Float64Array(width));
      for (let y = 0; y < inkHeight; y++) {
        const row = new Float64Array(width);
        for (let x = 0; x < inkWidth; x++) {
          const strength = pixels[y * inkWidth + x];
          if (strength !== 0) {
            for (let j = Math.floor(x * width / inkWidth); j * inkWidth < (x + 1) * width; j++) {
              row[j] += strength * overlap(x, inkWidth, j, width);
            }
          }
        }
        for (let i = Math.floor(y * height / inkHeight); i * inkHeight < (y + 1) * height; i++) {
          const covered = overlap(y, inkHeight, i, height);
          for (let j = 0; j < width; j++) {
            sums[i][j] += covered * row[j];
          }
        }
      }
      return sums;
    }

    static overlap(i, count, newPixel, newCount) {
      return Math.min((i + 1) * newCount, (newPixel + 1) * count)
        - Math.max(i * newCount, newPixel * count);
    }

    static centred(sums, width, side) {
      let mass = 0;
      let moved = 0;
      let lowered = 0;
      let strongest = 0;
      sums.forEach((row, i) => row.forEach((sum, j) => {
        mass += sum;
        moved += j * sum;
        lowered += i * sum;
        strongest = Math.max(strongest, sum);
      }));
      const left = MnistNormalization.margin(moved / mass, width, side);
      const top = MnistNormalization.margin(lowered / mass, sums.length, side);
      const pixels = new Uint8Array(side * side);
      sums.forEach((row, i) => row.forEach((sum, j) => {
        const rounded = Math.floor((2 * 255 * sum + strongest) / (2 * strongest));
        pixels[(top + i) * side + left + j] = rounded;
      }));
      return pixels;
    }

    static margin(centre, length, side) {
      const margin = Math.ceil((side - 1) / 2 - centre);
      return Math.max(0, Math.min(side - length, margin));
    }
  }

  const byId = (id) => document.getElementById(id);
  const ratio = () => Math.min(3, globalThis.devicePixelRatio || 1);

  /** Shows a text; the same text again would cost the browser a layout. */
  function write(element, text) {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  /** A share as a percentage that never rounds to perfect or to nothing. */
  function percent(share) {
    const text = (100 * share).toFixed(1);
    return (text === '0.0' && share > 0 ? '< 0.1' : text === '100.0' && share < 1 ? '> 99.9' : text)
      + '\u00a0%';
  }

  /** Two shares as percentages, with as many digits as tell them apart. */
  function different(from, to) {
    let digits = 1;
    const text = (share) => `${(100 * share).toFixed(digits)}\u00a0%`;
    while (digits < 12 && text(from) === text(to)) {
      digits++;
    }
    return `${text(from)} to ${text(to)}`;
  }

  /** A number in few digits, with a real minus. */
  function short(x) {
    const size = Math.abs(x);
    const text = size >= 1000 || (size > 0 && size < 0.005) ? x.toExponential(1)
      : x.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
    return text.replace('-', '−');
  }

  /** The colours of the style sheet, for canvases: [red, green, blue]. */
  class Colours {
    constructor() {
      const style = getComputedStyle(document.documentElement);
      for (const name of ['positive', 'negative', 'track', 'card', 'text', 'blank', 'stroke']) {
        const hex = style.getPropertyValue(`--${name}`).trim();
        this[name] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
      }
    }

    static mixed(from, to, share) {
      return from.map((value, i) => Math.round(value + (to[i] - value) * share));
    }

    /** The colour of a number from -1 to 1, over another one. */
    signed(x, under) {
      const share = Math.min(1, Math.abs(x));
      return Colours.mixed(under, x < 0 ? this.negative : this.positive, share);
    }

    static css([red, green, blue]) {
      return `rgb(${red} ${green} ${blue})`;
    }
  }

  /** Paints a colour for each pixel of a canvas that is as large as the image. */
  function paint(canvas, side, colourOf) {
    const context = canvas.getContext('2d');
    const image = context.createImageData(side, side);
    for (let i = 0; i < side * side; i++) {
      const [red, green, blue] = colourOf(i);
      image.data.set([red, green, blue, 255], 4 * i);
    }
    context.putImageData(image, 0, 0);
  }

  function largest(numbers) {
    return numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  }

  /** The indices of the numbers of largest magnitude that are not zero, the largest first. */
  function strongest(numbers, count) {
    const kept = [];
    for (let i = 0; i < numbers.length; i++) {
      const size = Math.abs(numbers[i]);
      if (size > 0 && (kept.length < count || size > Math.abs(numbers[kept.at(-1)]))) {
        let at = kept.length;
        while (at > 0 && Math.abs(numbers[kept[at - 1]]) < size) {
          at--;
        }
        kept.splice(at, 0, i);
        kept.length = Math.min(kept.length, count);
      }
    }
    return kept;
  }

  /** The canvas to draw on: black ink on white paper, in cells as many as the network's pixels. */
  class Surface {
    static MOST_UNDONE = 50;

    /** @param changed called after each change, with the number of a test image or null */
    constructor(side, changed) {
      this.side = side;
      this.changed = changed;
      this.cell = Math.max(1, Math.round(280 / side));
      this.canvas = byId('drawing');
      this.canvas.width = side * this.cell;
      this.canvas.height = side * this.cell;
      this.context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
      this.pen = byId('pen');
      this.earlier = [];
      this.example = null;
      this.at = [Math.floor(side / 2), Math.floor(side / 2)];
      this.wipe();
      const element = byId('surface');
      element.addEventListener('pointerdown', (event) => this.start(event));
      addEventListener('pointermove', (event) => this.move(event));
      addEventListener('pointerup', () => this.stop());
      addEventListener('pointercancel', () => this.stop());
      element.addEventListener('keydown', (event) => this.key(event));
      element.addEventListener('blur', () => this.showCursor(false));
      byId('clear').addEventListener('click', () => this.clear());
      byId('undo').addEventListener('click', () => this.undo());
      addEventListener('keydown', (event) => {
        if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'z') {
          event.preventDefault();
          this.undo();
        }
      });
    }

    wipe() {
      this.context.fillStyle = '#fff';
      this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    }

    /** The drawing as a grey image. */
    image() {
      const { width, height } = this.canvas;
      const { data } = this.context.getImageData(0, 0, width, height);
      const pixels = new Uint8Array(width * height);
      for (let i = 0; i < pixels.length; i++) {
        pixels[i] = data[4 * i];
      }
      return { width, height, pixels };
    }

    /** Keeps what there is, so that it can come back. */
    keep() {
      const { width, height } = this.canvas;
      const image = this.context.getImageData(0, 0, width, height);
      this.earlier.push({ image, example: this.example });
      this.earlier.splice(0, this.earlier.length - Surface.MOST_UNDONE);
      byId('undo').disabled = false;
    }

    undo() {
      const last = this.earlier.pop();
      if (last !== undefined) {
        this.context.putImageData(last.image, 0, 0);
        byId('undo').disabled = this.earlier.length === 0;
        this.change(last.example);
      }
    }

    clear() {
      this.keep();
      this.wipe();
      this.change(null);
    }

    /** Shows a test image, which the network is given as it is. */
    load(example) {
      this.keep();
      for (let i = 0; i < example.pixels.length; i++) {
        const light = 255 - example.pixels[i];
        this.context.fillStyle = `rgb(${light} ${light} ${light})`;
        this.fill(i % this.side, Math.floor(i / this.side));
      }
      this.change(example);
    }

    change(example) {
      this.example = example;
      this.changed(example);
    }

    fill(x, y) {
      this.context.fillRect(x * this.cell, y * this.cell, this.cell, this.cell);
    }

    place(event) {
      const box = this.canvas.getBoundingClientRect();
      const scale = this.canvas.width / box.width;
      return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    }

    start(event) {
      if (event.button !== 0 || !event.isPrimary) {
        return;
      }
      this.showCursor(false);
      this.keep();
      this.last = this.place(event);
      this.context.fillStyle = '#000';
      this.context.beginPath();
      this.context.arc(...this.last, this.width() / 2, 0, 2 * Math.PI);
      this.context.fill();
      this.change(null);
    }

    width() {
      return this.pen.value / 28 * this.canvas.width;
    }

    move(event) {
      if (this.last === undefined || !event.isPrimary) {
        return;
      }
      const { context } = this;
      context.strokeStyle = '#000';
      context.lineWidth = this.width();
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.beginPath();
      context.moveTo(...this.last);
      // Where the pointer was since the last event, as far as the browser tells.
      const between = event.getCoalescedEvents?.() ?? [];
      for (const each of between.length > 0 ? between : [event]) {
        this.last = this.place(each);
        context.lineTo(...this.last);
      }
      context.stroke();
      this.change(null);
    }

    stop() {
      this.last = undefined;
    }

    key(event) {
      const steps = {
        ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
      };
      const step = steps[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey || !(step || event.key === ' ')) {
        return;
      }
      event.preventDefault();
      if (step) {
        this.at = this.at.map((at, i) => Math.max(0, Math.min(this.side - 1, at + step[i])));
        if (event.shiftKey) {
          this.set(true);
        }
      } else {
        this.set(!this.isFilled());
      }
      this.showCursor(true);
      const [x, y] = this.at;
      byId('cell').textContent =
        `row ${y + 1}, column ${x + 1}, ${this.isFilled() ? 'filled' : 'empty'}`;
    }

    isFilled() {
      const [x, y] = this.at.map((at) => at * this.cell + (this.cell >> 1));
      return this.context.getImageData(x, y, 1, 1).data[0] < 128;
    }

    set(filled) {
      if (filled !== this.isFilled()) {
        this.keep();
        this.context.fillStyle = filled ? '#000' : '#fff';
        this.fill(...this.at);
        this.change(null);
      }
    }

    showCursor(shown) {
      const cursor = byId('cursor');
      cursor.hidden = !shown;
      const share = 100 / this.side;
      cursor.style.cssText = `left:${this.at[0] * share}%;top:${this.at[1] * share}%;`
        + `width:${share}%;height:${share}%`;
    }
  }

  /** The units of a layer as cells, one of which can be chosen: a slider for screen readers. */
  class Strip {
    static LARGEST = 22;
    static SMALLEST = 2;
    static MOST_HEIGHT = 112;
    static HEIGHT_IF_DEEP = 68;
    static NAMED = 15;

    /** @param names of the units, or null for their numbers; @param choose is given a unit */
    constructor(element, count, names, choose) {
      this.element = element;
      this.canvas = element.querySelector('canvas');
      this.count = count;
      this.names = names;
      this.choose = choose;
      this.current = 0;
      element.setAttribute('aria-valuemin', '1');
      element.setAttribute('aria-valuemax', String(count));
      element.addEventListener('keydown', (event) => this.key(event));
      this.canvas.addEventListener('click', (event) => {
        const x = Math.floor(event.offsetX / this.cell);
        const y = Math.floor(event.offsetY / this.cell);
        const unit = y * this.columns + x;
        if (x < this.columns && unit < this.count) {
          this.choose(unit);
        }
      });
    }

    key(event) {
      const to = {
        ArrowLeft: this.current - 1, ArrowRight: this.current + 1,
        ArrowUp: this.current - this.columns, ArrowDown: this.current + this.columns,
        Home: 0, End: this.count - 1,
      }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.choose(Math.max(0, Math.min(this.count - 1, to)));
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        this.choose(this.current);
      }
    }

    name(unit) {
      return this.names === null ? String(unit + 1) : this.names[unit];
    }

    /** Chooses the largest cells with which all units fit. */
    layout(width, deep) {
      const mostHeight = deep ? Strip.HEIGHT_IF_DEEP : Strip.MOST_HEIGHT;
      let cell = Strip.LARGEST;
      const rows = () => Math.ceil(this.count / Math.floor(width / cell));
      while (cell > Strip.SMALLEST && rows() * cell > mostHeight) {
        cell--;
      }
      this.cell = cell;
      // Rows of equal length.
      this.columns = Math.ceil(this.count / rows());
      const size = [this.columns * cell, Math.ceil(this.count / this.columns) * cell];
      [this.canvas.width, this.canvas.height] = size.map((length) => Math.round(length * ratio()));
      this.canvas.style.cssText = `width:${size[0]}px;height:${size[1]}px`;
      this.element.style.width = `${size[0]}px`;
    }

    /** @param values from -1 to 1; @param chosen a unit, or -1 */
    draw(values, chosen, colours) {
      const context = this.canvas.getContext('2d');
      const { cell, columns } = this;
      const gap = cell >= 8 ? 2 : cell >= 4 ? 1 : 0;
      context.setTransform(ratio(), 0, 0, ratio(), 0, 0);
      context.clearRect(0, 0, columns * cell, this.canvas.height);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.font = `${Math.round(cell * 0.6)}px system-ui, sans-serif`;
      const named = this.names !== null && cell >= Strip.NAMED;
      for (let i = 0; i < this.count; i++) {
        const x = i % columns * cell;
        const y = Math.floor(i / columns) * cell;
        const colour = colours.signed(values[i], colours.track);
        context.fillStyle = Colours.css(colour);
        context.fillRect(x + gap / 2, y + gap / 2, cell - gap, cell - gap);
        if (named && this.names[i].length <= 2) {
          context.fillStyle = Colours.css(values[i] > 0.5 ? colours.card : colours.text);
          context.fillText(this.names[i], x + cell / 2, y + cell / 2 + 0.5);
        }
      }
      if (chosen >= 0) {
        context.strokeStyle = Colours.css(colours.text);
        context.lineWidth = cell >= 8 ? 2 : 1;
        context.strokeRect(
          chosen % columns * cell + 1, Math.floor(chosen / columns) * cell + 1, cell - 2, cell - 2);
      }
    }

    /** Says to screen readers what a unit is. */
    speak(unit, text) {
      this.current = unit;
      this.element.setAttribute('aria-valuenow', String(unit + 1));
      this.element.setAttribute('aria-valuetext', `${this.name(unit)}: ${text}`);
    }

    /** The middle of a unit, from where the canvas is. */
    centre(unit, [left, top]) {
      return [
        left + (unit % this.columns + 0.5) * this.cell,
        top + (Math.floor(unit / this.columns) + 0.5) * this.cell,
      ];
    }
  }

  /** The probabilities of all classes, by ascending label, and the winner. */
  class Answer {
    /** @param outputs the output of each class; @param choose is given an output */
    constructor(outputs, choose) {
      const list = byId('classes');
      this.outputs = outputs;
      this.items = [...list.children];
      this.names = this.items.map((item) => item.querySelector('.name').textContent);
      this.fills = this.items.map((item) => item.querySelector('.fill'));
      this.shares = this.items.map((item) => item.querySelector('.share'));
      this.listed = Number(list.dataset.listed) || this.items.length;
      const longest = Math.max(...this.names.map((name) => name.length));
      list.style.setProperty('--names', `${Math.min(7, 0.625 * longest)}rem`);
      this.items.forEach((item, k) => item.addEventListener('click', () => choose(outputs[k])));
    }

    /** The name of each output. */
    outputNames() {
      const names = [];
      this.outputs.forEach((output, k) => {
        names[output] = this.names[k];
      });
      return names;
    }

    /** @param probabilities of the outputs, or null for a blank */
    show(probabilities) {
      const shares = this.outputs.map((output) => (probabilities ? probabilities[output] : 0));
      const ranks = shares.map((_, k) => k);
      if (this.listed < shares.length) {
        ranks.sort((a, b) => shares[b] - shares[a] || a - b);
      }
      const winner = probabilities ? this.outputs.indexOf(ForwardPass.argmax(probabilities)) : -1;
      ranks.forEach((k, rank) => {
        const item = this.items[k];
        item.hidden = rank >= this.listed;
        item.style.order = rank;
        item.classList.toggle('won', k === winner);
        this.fills[k].style.width = `${100 * shares[k]}%`;
        write(this.shares[k], probabilities ? percent(shares[k]) : '');
      });
      const name = winner < 0 ? '–' : this.names[winner];
      write(byId('winner'), name);
      byId('winner').classList.toggle('long', name.length > 6);
      write(byId('sure'), winner < 0 ? '' : percent(shares[winner]));
      this.say(shares, winner);
    }

    /** Tells screen readers, when the drawing has come to rest. */
    say(shares, winner) {
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => {
        const ranks = shares.map((_, k) => k).sort((a, b) => shares[b] - shares[a]);
        const second = ranks.find((k) => k !== winner);
        write(byId('spoken'), winner < 0 ? 'nothing is drawn'
          : `${this.names[winner]}, ${percent(shares[winner])}`
            + (second === undefined ? ''
              : `; then ${this.names[second]}, ${percent(shares[second])}`));
      }, 500);
    }
  }

  /** What arrives at the chosen unit, and the sum that it makes of it. */
  class UnitDetail {
    static TERMS = 4;
    static SIZE = 168;

    constructor(network) {
      this.network = network;
      this.canvas = byId('incoming');
    }

    /** @param arriving the products of inputs and weights; @param x the inputs, null for a blank */
    show(layer, unit, title, x, arriving, pass, colours) {
      const { weights, bias } = this.network.layers[layer];
      const incoming = new Float64Array(weights.length);
      for (let i = 0; i < incoming.length; i++) {
        incoming[i] = weights[i][unit];
      }
      write(byId('unit'), title);
      if (layer === 0) {
        this.drawImage(incoming, colours);
      } else {
        this.drawBars(incoming, arriving, colours);
      }
      const last = layer === this.network.activations.length;
      write(byId('bias'), short(bias[unit]));
      write(byId('sum'), x === null ? '–' : short(pass.sums[layer][unit]));
      write(byId('result'), x === null ? '–' : last
        ? percent(pass.values[layer][unit]) : short(pass.values[layer][unit]));
      byId('result-name').textContent =
        last ? 'probability' : this.network.activations[layer].name;
      write(byId('equation'), x === null ? ''
        : this.equation(layer, unit, x, arriving, incoming, pass, last));
    }

    equation(layer, unit, x, arriving, incoming, pass, last) {
      const terms = strongest(arriving, UnitDetail.TERMS);
      const factor = (value) => (value < 0 ? `(${short(value)})` : short(value));
      const parts = terms.map((i) => [
        incoming[i], `${factor(x[i])}·${short(Math.abs(incoming[i]))}`,
      ]);
      const rest = arriving.reduce((sum, product) => sum + product, 0)
        - terms.reduce((sum, i) => sum + arriving[i], 0);
      const others = arriving.reduce((count, product) => count + (product !== 0), 0) - terms.length;
      if (others > 0) {
        parts.push([rest, `${short(Math.abs(rest))} (${others} more)`]);
      }
      const bias = this.network.layers[layer].bias[unit];
      parts.push([bias, `${short(Math.abs(bias))} bias`]);
      const text = parts
        .map(([sign, part], i) => {
          const space = i > 0 ? ' ' : '';
          return `${sign < 0 ? `${space}−${space}` : i > 0 ? ' + ' : ''}${part}`;
        })
        .join('');
      const sum = short(pass.sums[layer][unit]);
      if (last) {
        return `${text} = ${sum}; softmax gives ${percent(pass.values[layer][unit])}`;
      }
      return `${this.network.activations[layer].name}(${text}) = `
        + short(pass.values[layer][unit]);
    }

    drawImage(incoming, colours) {
      const { side } = this.network;
      this.canvas.width = side;
      this.canvas.height = side;
      this.canvas.style.imageRendering = 'pixelated';
      const most = largest(incoming) || 1;
      paint(this.canvas, side, (i) => colours.signed(incoming[i] / most, colours.blank));
      const black = this.network.blackIsZero ? '' : ' The bias has what black pixels add.';
      this.say(`Its weight for each pixel, from −${short(most)} to ${short(most)}.${black}`);
    }

    /** A bar for each weight, the part of it filled that arrives. */
    drawBars(incoming, arriving, colours) {
      const size = Math.round(UnitDetail.SIZE * ratio());
      this.canvas.width = size;
      this.canvas.height = size;
      this.canvas.style.imageRendering = 'auto';
      const context = this.canvas.getContext('2d');
      context.fillStyle = Colours.css(colours.blank);
      context.fillRect(0, 0, size, size);
      const most = Math.max(largest(incoming), largest(arriving)) || 1;
      const width = size / incoming.length;
      const bar = (x, i, strength) => {
        const height = Math.abs(x) / most * (size / 2 - 2);
        const colour = colours.signed(x < 0 ? -strength : strength, colours.blank);
        context.fillStyle = Colours.css(colour);
        context.fillRect(
          i * width, x < 0 ? size / 2 : size / 2 - height,
          Math.max(1, width - (width > 4 ? 1 : 0)), height);
      };
      incoming.forEach((weight, i) => bar(weight, i, 0.3));
      arriving.forEach((product, i) => bar(product, i, 1));
      context.fillStyle = Colours.css(colours.text);
      context.fillRect(0, size / 2, size, 1);
      this.say('Pale: its weight for each unit of the layer before. Full colour: weight times '
        + `value, which is what arrives. The bars end at ${short(most)} and −${short(most)}.`);
    }

    say(text) {
      write(byId('incoming-text'), text);
      this.canvas.setAttribute('aria-label', text);
    }
  }

  /** Which pixels the answer hangs on: each is taken away by itself. */
  class Reasons {
    static PAUSE = 150;
    static SLICE = 12;

    constructor(pass) {
      this.pass = pass;
      this.canvas = byId('reasons');
      this.text = byId('reason');
    }

    /** Starts anew when the drawing has come to rest; slices of time keep the page quick. */
    show(pixels, names, colours) {
      clearTimeout(this.waiting);
      const { side } = this.pass.network;
      if (pixels === null) {
        paint(this.canvas, side, () => colours.blank);
        this.text.textContent = '';
        return;
      }
      this.waiting = setTimeout(() => {
        const probabilities = this.pass.values.at(-1);
        const winner = ForwardPass.argmax(probabilities);
        const work = {
          pixels, colours, winner, name: names[winner], share: probabilities[winner],
          ink: [...pixels.keys()].filter((i) => pixels[i] !== 0), done: 0,
          falls: new Float64Array(pixels.length),
        };
        this.work(work);
      }, Reasons.PAUSE);
    }

    work(work) {
      const end = performance.now() + Reasons.SLICE;
      while (work.done < work.ink.length && performance.now() < end) {
        const pixel = work.ink[work.done++];
        work.falls[pixel] = work.share - this.pass.without(pixel, work.winner);
      }
      if (work.done < work.ink.length) {
        this.waiting = setTimeout(() => this.work(work), 0);
      } else {
        this.draw(work);
      }
    }

    draw({ pixels, colours, falls, name, share }) {
      const { side } = this.pass.network;
      const most = largest(falls) || 1;
      paint(this.canvas, side, (i) => {
        // The digit faintly, so that the colours stand out.
        const under = Colours.mixed(colours.blank, colours.stroke, 0.3 * pixels[i] / 255);
        return colours.signed(falls[i] / most, under);
      });
      const [first] = strongest(falls, 1);
      if (first === undefined) {
        this.text.textContent = `No single pixel changes ${name}.`;
        return;
      }
      const place = `row ${Math.floor(first / side) + 1}, column ${first % side + 1}`;
      this.text.textContent = `The pixel in ${place} counts most: without it, the probability of `
        + `${name} goes from ${different(share, share - falls[first])}.`;
    }
  }

  /** The whole page. */
  class Page {
    static LINES = 14;
    static LINES_BEFORE = 5;
    static UNITS_BEFORE = 3;
    static FADING = 0.6;

    constructor(numbers) {
      this.network = new Network(numbers);
      this.pass = new ForwardPass(this.network);
      this.examples = numbers.examples;
      this.colours = new Colours();
      this.given = null;
      this.example = null;
      this.chosen = null; // { layer, unit }, or null: the winner
      this.layers = byId('layers');
      this.deep = document.querySelector('.stage.deep') !== null;
      this.answer = new Answer(
        numbers.outputs, (output) => this.choose(this.strips.length - 1, output));
      this.names = this.answer.outputNames();
      const elements = [...document.querySelectorAll('.units')];
      this.strips = elements.map((element, layer) => new Strip(
        element, this.network.layers[layer].bias.length,
        layer === elements.length - 1 ? this.names : null, (unit) => this.choose(layer, unit)));
      this.detail = new UnitDetail(this.network);
      this.reasons = new Reasons(this.pass);
      this.surface = new Surface(this.network.side, (example) => this.update(example));
      this.listExamples();
      byId('follow').addEventListener('click', () => this.choose(null));
      addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
          this.choose(null);
        }
      });
      new ResizeObserver(() => this.layout()).observe(this.layers);
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.recolour());
      this.layout();
      this.update(null);
    }

    layout() {
      for (const strip of this.strips) {
        const level = strip.element.parentElement;
        const beside = getComputedStyle(level).gridTemplateColumns.split(' ').map(parseFloat);
        const output = strip.names !== null;
        strip.layout(Math.max(100, beside.at(-1)), this.deep && !output);
      }
      // Asked once: after each change of the page, the browser would lay it out anew to answer.
      const box = this.layers.getBoundingClientRect();
      const place = (element) => {
        const { left, top, width } = element.getBoundingClientRect();
        return [left - box.left, top - box.top, width];
      };
      this.places = this.strips.map((strip) => place(strip.canvas));
      this.givenPlace = place(byId('given'));
      this.size = [box.width, box.height];
      this.show();
    }

    recolour() {
      this.colours = new Colours();
      this.drawExamples();
      this.show();
      this.explain();
    }

    /** Computes what the network makes of the drawing, and shows it. */
    update(example) {
      this.given = example === null
        ? MnistNormalization.of(this.surface.image(), this.network.side) : example.pixels;
      if (this.given !== null) {
        this.pass.probabilities(this.given);
      }
      write(byId('origin-of-image'), example !== null ? this.describe(example)
        : this.given !== null ? 'What you drew, scaled and centred as MNIST’s digits are.'
        : this.examples.length > 0 ? 'Draw, or choose an image below.' : 'Draw something.');
      if (example !== this.example) {
        this.press(this.example, false);
        this.press(example, true);
        this.example = example;
      }
      this.show();
      this.explain();
    }

    press(example, pressed) {
      this.buttons[this.examples.indexOf(example)]?.setAttribute('aria-pressed', String(pressed));
    }

    describe({ number, label, predicted }) {
      const mark = label === predicted ? 'right' : 'wrong';
      return `Image ${number} of the set, label ${this.answer.names[label]}: ${mark}.`;
    }

    explain() {
      this.reasons.show(this.given, this.names, this.colours);
    }

    /** Chooses a unit; without one, the winner. */
    choose(layer, unit) {
      this.chosen = layer === null ? null : { layer, unit };
      this.show();
    }

    /** The chosen unit, or the winner; the first output of a blank. */
    focus() {
      const layer = this.strips.length - 1;
      const unit = this.given === null ? 0 : ForwardPass.argmax(this.pass.values[layer]);
      return this.chosen ?? { layer, unit };
    }

    /** The values of a layer, from -1 to 1 where they have no such bounds by themselves. */
    shown(layer) {
      const values = this.pass.values[layer];
      if (this.given === null) {
        return new Float64Array(values.length);
      }
      const bounded = layer === this.strips.length - 1 || this.network.activations[layer].bounded;
      const most = bounded ? 1 : largest(values) || 1;
      return values.map((value) => value / most);
    }

    show() {
      const { colours, given } = this;
      const focus = this.focus();
      const { side } = this.network;
      paint(byId('given'), side, (i) => Colours.mixed(
        colours.blank, colours.stroke, given === null ? 0 : given[i] / 255));
      this.strips.forEach((strip, layer) => {
        const here = layer === focus.layer;
        strip.draw(this.shown(layer), here ? focus.unit : -1, colours);
        const unit = here ? focus.unit : strip.current;
        strip.speak(unit, given === null ? 'no value' : short(this.pass.values[layer][unit]));
      });
      this.answer.show(given === null ? null : this.pass.values.at(-1));
      this.drawLines(focus);
      byId('follow').hidden = this.chosen === null;
      const { layer, unit } = focus;
      const entering = given === null ? null : this.entering(layer);
      this.detail.show(
        layer, unit, this.title(focus), entering, this.arriving(layer, unit), this.pass, colours);
    }

    title({ layer, unit }) {
      const name = this.strips[layer].name(unit);
      if (layer < this.strips.length - 1) {
        return `Unit ${name} of hidden layer ${layer + 1}`;
      }
      const winner = this.chosen === null && this.given !== null;
      return `${winner ? 'The winner: output' : 'Output'} ${name}`;
    }

    /** What enters a layer. */
    entering(layer) {
      return layer === 0 ? this.pass.inputs : this.pass.values[layer - 1];
    }

    /** What arrives at a unit: each input times its weight. */
    arriving(layer, unit) {
      const { weights } = this.network.layers[layer];
      const x = this.entering(layer);
      const products = new Float64Array(x.length);
      for (let i = 0; i < x.length && this.given !== null; i++) {
        products[i] = x[i] * weights[i][unit];
      }
      return products;
    }

    drawLines({ layer, unit }) {
      const canvas = byId('lines');
      const context = canvas.getContext('2d');
      const [width, height] = this.size;
      const pixels = [Math.round(width * ratio()), Math.round(height * ratio())];
      if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
        [canvas.width, canvas.height] = pixels;
        canvas.style.cssText = `width:${width}px;height:${height}px`;
      }
      context.setTransform(ratio(), 0, 0, ratio(), 0, 0);
      context.clearRect(0, 0, width, height);
      // From layer to layer up, with the few units that matter most to the chosen one.
      let targets = this.given === null ? [] : [{ unit, share: 1 }];
      for (let at = layer; at >= 0 && targets.length > 0; at--) {
        const count = at === layer ? Page.LINES : Page.LINES_BEFORE;
        const sources = targets.flatMap((target) => this.drawInto(context, at, target, count));
        sources.sort((one, other) => other.share - one.share);
        targets = sources
          .filter(({ unit: source }, i) => sources.findIndex((each) => each.unit === source) === i)
          .slice(0, Page.UNITS_BEFORE);
      }
    }

    /**
     * Draws the strongest contributions to a unit.
     *
     * @param target the unit, and its share of the strongest contribution to the chosen one
     * @returns likewise, the units or pixels that they come from
     */
    drawInto(context, layer, { unit, share: fraction }, count) {
      const arriving = this.arriving(layer, unit);
      const sources = strongest(arriving, count);
      const [toX, middle] = this.centre(layer, unit);
      const toY = middle - this.strips[layer].cell / 2;
      const most = Math.abs(arriving[sources[0]]);
      const opacity = 0.2 + 0.7 * fraction;
      return sources.map((source) => {
        const share = Math.abs(arriving[source]) / most;
        const [x, y] = layer === 0 ? this.pixelCentre(source) : this.centre(layer - 1, source);
        context.globalAlpha = opacity * (0.25 + 0.75 * share);
        context.lineWidth = 0.5 + 2 * share * opacity;
        context.strokeStyle = Colours.css(
          arriving[source] < 0 ? this.colours.negative : this.colours.positive);
        context.beginPath();
        context.moveTo(x, y);
        context.bezierCurveTo(x, (y + toY) / 2, toX, (y + toY) / 2, toX, toY);
        context.stroke();
        return { unit: source, share: share * fraction * Page.FADING };
      });
    }

    centre(layer, unit) {
      return this.strips[layer].centre(unit, this.places[layer]);
    }

    pixelCentre(pixel) {
      const { side } = this.network;
      const [left, top, width] = this.givenPlace;
      const size = width / side;
      return [left + (pixel % side + 0.5) * size, top + (Math.floor(pixel / side) + 0.5) * size];
    }

    /** Makes a button of each test image. */
    listExamples() {
      const list = byId('images');
      const span = (text, name) => {
        const element = document.createElement('span');
        element.textContent = text;
        element.className = name;
        if (name === 'arrow') {
          element.setAttribute('aria-hidden', 'true');
        }
        return element;
      };
      this.buttons = this.examples.map((example) => {
        const { label, predicted, number } = example;
        const [actual, found] = [label, predicted].map((k) => this.answer.names[k]);
        const right = label === predicted;
        const button = document.createElement('button');
        button.type = 'button';
        button.className = right ? 'right' : 'wrong';
        button.dataset.number = number;
        button.setAttribute('aria-pressed', 'false');
        button.title = right ? actual : `${actual} → ${found}`;
        const caption = span('', 'caption');
        caption.append(span(`image ${number}: label `, 'vh'), actual);
        if (!right) {
          caption.append(span(' → ', 'arrow'), span(', predicted ', 'vh'), found);
        }
        caption.append(span(right ? ', right' : ', wrong', 'vh'));
        const canvas = document.createElement('canvas');
        canvas.width = this.network.side;
        canvas.height = this.network.side;
        button.append(canvas, caption);
        button.addEventListener('click', () => this.surface.load(example));
        const item = document.createElement('li');
        item.append(button);
        list.append(item);
        return button;
      });
      this.drawExamples();
    }

    drawExamples() {
      this.buttons.forEach((button, i) => {
        const { pixels } = this.examples[i];
        paint(button.querySelector('canvas'), this.network.side, (at) => Colours.mixed(
          this.colours.blank, this.colours.stroke, pixels[at] / 255));
      });
    }
  }

  const numbers = JSON.parse(byId('numbers').textContent);
  for (const example of numbers.examples) {
    example.pixels = decoded(example.pixels, 1);
  }
  const page = new Page(numbers);

  /** For the console: mnistEval.probabilities(pixels) of bytes, mnistEval.given(). */
  globalThis.mnistEval = {
    /** The probability of each output for an image of bytes, 0 background to 255 ink. */
    probabilities: (pixels) => [...new ForwardPass(page.network).probabilities(pixels)],
    /** The pixels that the network is given now, or null. */
    given: () => page.given,
  };
})();

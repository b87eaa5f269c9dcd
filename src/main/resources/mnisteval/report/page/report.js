(() => {
  'use strict';

  const grouped = (n) => n.toLocaleString('en-US');
  const number = (text) => Number(text.replaceAll(',', ''));

  /** One network: its matrix, its most frequent confusions and its gallery, which these filter. */
  class Network {
    constructor(element) {
      this.number = element.dataset.network;
      this.images = [...element.querySelectorAll('.images > li')];
      this.status = element.querySelector('.shown');
      this.everything = this.status.textContent;
      this.all = element.querySelector('.all');
      this.list = element.querySelector('.images');
      this.pairs = new Map();
      this.buttons = [];
      this.cells = [];
      this.upgradeMatrix(element.querySelector('.matrix table'));
      for (const item of element.querySelectorAll('.confused > li')) {
        const [actual, predicted] = [...item.querySelectorAll('.name')].map((n) => n.textContent);
        const images = item.querySelector('.times').firstChild.data;
        this.pairs.set(item.dataset.pair, { actual, predicted, count: number(images) });
        this.upgrade(item);
      }
      this.all.addEventListener('click', () => this.choose(null));
      this.show(null);
    }

    upgradeMatrix(table) {
      if (table === null) {
        return;
      }
      const names = [...table.querySelectorAll('thead .name')].map((n) => n.textContent);
      for (const cell of table.querySelectorAll('td[data-pair]')) {
        const [actual, predicted] = cell.dataset.pair.split('-').map((index) => names[index]);
        const images = number(cell.textContent);
        this.pairs.set(cell.dataset.pair, { actual, predicted, count: images });
        const button = this.upgrade(cell);
        const unit = images === 1 ? 'image' : 'images';
        button.setAttribute('aria-label', `true ${actual}, predicted ${predicted}: ${images} ${unit}`);
        button.tabIndex = this.cells.length === 0 ? 0 : -1;
        this.cells.push(button);
      }
      table.addEventListener('keydown', (event) => this.move(event));
      table.querySelector('.hint').hidden = false;
    }

    /** Turns the content of an element into a button for its pair of classes. */
    upgrade(element) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...element.childNodes);
      button.dataset.pair = element.dataset.pair;
      button.addEventListener('click', () => {
        this.choose(this.pair === button.dataset.pair ? null : button.dataset.pair);
        this.reveal();
      });
      element.append(button);
      this.buttons.push(button);
      return button;
    }

    /** Applies a filter and keeps it in the address. */
    choose(pair) {
      if (pair === null && document.activeElement === this.all) {
        this.list.focus({ preventScroll: true });
      }
      this.show(pair);
      for (const other of networks) {
        if (other !== this) {
          other.show(null);
        }
      }
      history.replaceState(null, '', pair === null ? location.href.split('#')[0] : this.hash(pair));
    }

    hash(pair) {
      const [actual, predicted] = pair.split('-');
      return `#network=${this.number}&true=${actual}&predicted=${predicted}`;
    }

    /** Shows the images of one pair of classes, or all for null. */
    show(pair) {
      this.pair = pair;
      let shown = 0;
      for (const image of this.images) {
        image.hidden = pair !== null && image.dataset.pair !== pair;
        shown += image.hidden ? 0 : 1;
      }
      for (const button of this.buttons) {
        button.setAttribute('aria-pressed', String(button.dataset.pair === pair));
      }
      this.all.hidden = pair === null;
      this.status.textContent = pair === null ? this.everything : this.describe(pair, shown);
      this.list.scrollTop = 0;
    }

    describe(pair, shown) {
      const { actual, predicted, count } = this.pairs.get(pair);
      const images = shown === count
        ? `${grouped(count)} ${count === 1 ? 'mistake' : 'mistakes'}`
        : `${grouped(shown)} of ${grouped(count)} mistakes`;
      return `${images}: true ${actual}, predicted ${predicted}`;
    }

    /** Scrolls to the images where they are out of sight, as on a small screen. */
    reveal() {
      if (this.pair !== null) {
        const seen = this.list.getBoundingClientRect().top < innerHeight - 120;
        if (!seen) {
          this.status.scrollIntoView({ block: 'center' });
        }
      }
    }

    /** Arrow keys go to the next mistake in their direction, Home and End to the first and last. */
    move(event) {
      const from = this.cells.indexOf(document.activeElement);
      const to = from < 0 ? undefined : this.target(event.key, from);
      if (to !== undefined) {
        event.preventDefault();
        document.activeElement.tabIndex = -1;
        this.cells[to].tabIndex = 0;
        this.cells[to].focus();
      }
    }

    target(key, from) {
      const last = this.cells.length - 1;
      const at = this.cells.map((cell) => cell.dataset.pair.split('-').map(Number));
      const [row, column] = at[from];
      switch (key) {
        case 'ArrowRight':
          return Math.min(from + 1, last);
        case 'ArrowLeft':
          return Math.max(from - 1, 0);
        case 'ArrowDown':
          return this.nearest(at, (r) => r > row, row, column) ?? from;
        case 'ArrowUp':
          return this.nearest(at, (r) => r < row, row, column) ?? from;
        case 'Home':
          return 0;
        case 'End':
          return last;
        default:
          return undefined;
      }
    }

    /** Of the cells in the rows that pass, the one in the closest row, there the closest column. */
    nearest(at, passes, row, column) {
      let best;
      let least = Infinity;
      at.forEach(([r, c], index) => {
        const distance = Math.abs(r - row) * 1000 + Math.abs(c - column);
        if (passes(r) && distance < least) {
          best = index;
          least = distance;
        }
      });
      return best;
    }
  }

  const networks = [...document.querySelectorAll('.network')]
    .filter((element) => element.querySelector('.images'))
    .map((element) => new Network(element));

  /** Applies the filter in the address, if there is one. */
  function follow() {
    const found = /^#network=(\d+)&true=(\d+)&predicted=(\d+)$/.exec(location.hash);
    for (const network of networks) {
      const pair = found && found[1] === network.number ? `${found[2]}-${found[3]}` : null;
      const known = pair !== null && network.pairs.has(pair);
      if (found || location.hash === '') {
        network.show(known ? pair : null);
      }
      if (known) {
        network.status.scrollIntoView({ block: 'nearest' });
      }
    }
  }

  addEventListener('hashchange', follow);
  follow();
})();

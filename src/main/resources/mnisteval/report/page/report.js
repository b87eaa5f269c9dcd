(() => {
  'use strict';

  const grouped = (n) => n.toLocaleString('en-US');
  const number = (text) => Number(text.replace(/[^\d.]/g, ''));
  const element = (name, className, text = '') => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const button = (className, text, onclick) => {
    const made = element('button', className, text);
    made.type = 'button';
    made.addEventListener('click', onclick);
    return made;
  };

  /** What the address says after the hash: "network=1&image=7", or "network-1" of a link. */
  function address() {
    return new URLSearchParams(location.hash.slice(1).replace(/^network-/, 'network='));
  }

  function keepAddress(entries) {
    const hash = entries.map(([key, value]) => `${key}=${value}`).join('&');
    history.replaceState(null, '', hash === '' ? location.href.split('#')[0] : `#${hash}`);
  }

  /** A table whose headings with data-sort sort it: 1 upwards first, -1 downwards first. */
  class SortedTable {
    constructor(table) {
      this.body = table.tBodies[0];
      this.rows = [...this.body.rows];
      this.headings = [...table.tHead.rows[0].cells].filter((cell) => cell.dataset.sort);
      for (const heading of this.headings) {
        const sort = button('sort', '', () => this.sort(heading));
        sort.append(...heading.childNodes);
        heading.append(sort);
      }
    }

    sort(heading) {
      const before = heading.getAttribute('aria-sort');
      const first = Number(heading.dataset.sort);
      const way = before === null ? first : before === 'ascending' ? -1 : 1;
      this.headings.forEach((other) => other.removeAttribute('aria-sort'));
      heading.setAttribute('aria-sort', way === 1 ? 'ascending' : 'descending');
      const at = heading.cellIndex;
      const keys = new Map(this.rows.map((row) => [row, this.key(row.cells[at], row)]));
      this.body.append(...[...this.rows].sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        // What has no number, such as a network that failed, stays at the end.
        return x === null || y === null ? (x === null) - (y === null)
          : way * (typeof x === 'string' ? x.localeCompare(y, 'en', { numeric: true }) : x - y);
      }));
    }

    key(cell, row) {
      if (cell && cell.matches('th')) {
        return (cell.querySelector('a, .name') ?? cell).textContent;
      }
      return !cell || row.querySelector('[colspan]') ? null : number(cell.textContent);
    }
  }

  /** A list of images that are chosen by click or keyboard, and put in order. */
  class Gallery {
    constructor(list) {
      this.list = list;
      this.items = [...list.children];
      list.removeAttribute('tabindex');
      list.addEventListener('click', (event) => this.open(event.target.closest('li')));
      list.addEventListener('keydown', (event) => this.move(event));
      this.items.forEach((item) => this.upgrade(item));
    }

    upgrade(item) {
      const ink = item.firstElementChild;
      ink.setAttribute('role', 'button');
      ink.setAttribute('aria-label', `Enlarge image ${item.dataset.no}`);
      ink.tabIndex = -1;
    }

    shown() {
      return this.items.filter((item) => !item.hidden);
    }

    /** Makes the first image that is shown the one that the Tab key reaches. */
    reach(item = this.items.find((other) => !other.hidden)) {
      this.reached?.setAttribute('tabindex', '-1');
      this.reached = item?.firstElementChild;
      this.reached?.setAttribute('tabindex', '0');
    }

    open(item) {
      if (item) {
        this.reach(item);
        enlarged.open(item, this.shown(), (other) => this.reach(other));
      }
    }

    move(event) {
      const shown = this.shown();
      const from = shown.indexOf(event.target.closest('li'));
      if (from < 0) {
        return;
      }
      const across = shown.filter((item) => item.offsetTop === shown[0].offsetTop).length;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        this.open(shown[from]);
      } else if (step !== undefined) {
        event.preventDefault();
        this.reach(shown[Math.max(0, Math.min(shown.length - 1, from + step))]);
        this.reached.focus();
      }
    }

    /** Orders by the network's confidence (as the page has it), by loss or by number. */
    order(by) {
      const value = (item) => (by === 'loss' ? -item.dataset.loss : Number(item.dataset.no));
      this.sure ??= [...this.items];
      this.items = [...this.sure];
      if (by !== 'sure') {
        this.items.sort((a, b) => value(a) - value(b));
      }
      this.list.append(...this.items);
      this.list.scrollTop = 0;
      this.reach();
    }
  }

  /** An image as large as a window, with the probability of each class. */
  class Enlarged {
    constructor(dialog) {
      this.dialog = dialog;
      const on = (selector, act) => dialog.querySelector(selector).addEventListener('click', act);
      on('.close', () => dialog.close());
      on('.previous', () => this.step(-1));
      on('.next', () => this.step(1));
      dialog.addEventListener('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) {
          event.preventDefault();
          this.step(step);
        }
      });
      dialog.addEventListener('click', (event) => {
        if (event.target === dialog) {
          dialog.close();
        }
      });
      dialog.addEventListener('close', () => {
        this.network.keepAddress();
        this.items[this.at].firstElementChild.focus();
      });
    }

    open(item, items, reached) {
      this.items = items;
      this.at = items.indexOf(item);
      this.reached = reached;
      this.show();
      if (!this.dialog.open) {
        this.dialog.showModal();
      }
    }

    step(by) {
      const to = this.at + by;
      if (to >= 0 && to < this.items.length) {
        this.at = to;
        this.reached(this.items[to]);
        this.show();
      }
    }

    show() {
      const item = this.items[this.at];
      const network = Network.of(item);
      this.network = network;
      const [actual, given] = item.dataset.pair.split('-').map(Number);
      const names = network.names;
      const find = (selector) => this.dialog.querySelector(selector);
      const verdict = actual === given
        ? `${names[actual]}, rightly` : `true ${names[actual]}, predicted ${names[given]}`;
      find('h2').textContent = `Image ${item.dataset.no}: ${verdict}`;
      find('.picture').replaceChildren(this.large(item, network));
      this.showShares(item, actual, given, names);
      find('.position').textContent = `${grouped(this.at + 1)} of ${grouped(this.items.length)}`;
      find('.previous').disabled = this.at === 0;
      find('.next').disabled = this.at === this.items.length - 1;
      keepAddress([...network.entries(), ['image', item.dataset.no]]);
    }

    /** A copy of the image that shows the same place of the sheet some times as large. */
    large(item, network) {
      const small = item.firstElementChild;
      const style = getComputedStyle(small);
      const [width, height] = [parseFloat(style.width), parseFloat(style.height)];
      const room = Math.min(280, innerWidth - 80);
      const times = Math.max(1, Math.floor(room / Math.max(width, height)));
      const large = element('span', small.className);
      const holder = element('span', `n${network.number}`);
      large.style.width = `${width * times}px`;
      large.style.height = `${height * times}px`;
      large.style.backgroundSize = `${parseFloat(style.backgroundSize) * times}px auto`;
      large.style.backgroundPositionX = `${parseFloat(style.backgroundPositionX) * times}px`;
      large.style.backgroundPositionY = `${parseFloat(style.backgroundPositionY) * times}px`;
      large.setAttribute('role', 'img');
      large.setAttribute('aria-label', `image ${item.dataset.no}, enlarged`);
      holder.append(large);
      return holder;
    }

    showShares(item, actual, given, names) {
      const shares = item.dataset.p.split(',').map(Number);
      const percent = (share) => (share === 0 ? '< 0.01' : share === 10000 ? '> 99.99'
        : (share / 100).toFixed(share < 100 ? 2 : 1)) + '\u00a0%';
      const order = shares.map((share, index) => index)
        .sort((a, b) => (b === given) - (a === given) || shares[b] - shares[a] || a - b);
      const next = order[1] ?? given;
      const rank = order.indexOf(actual) + 1;
      this.dialog.querySelector('.next-choice').textContent =
        `${names[given]} with ${percent(shares[given])}; next ${names[next]} with `
        + percent(shares[next])
        + (rank > 2 ? `; the true class comes ${rank}${rank === 3 ? 'rd' : 'th'}` : '')
        + `. Loss ${Number(item.dataset.loss).toFixed(2)}.`;
      // Many classes are easier to read with the probable ones first.
      const listed = shares.length > 20 ? order : shares.map((share, index) => index);
      this.dialog.querySelector('.shares-of').replaceChildren(...listed.map((index) => {
        const line = element('li', '');
        const mark = index === actual ? 'true' : index === given ? 'predicted' : '';
        const track = element('span', 'track');
        const fill = element('span', index === actual ? 'fill right' : 'fill');
        fill.style.width = `${shares[index] / 100}%`;
        track.append(fill);
        line.append(element('span', 'name', names[index]), track,
          element('span', 'percent', percent(shares[index])), element('span', 'mark', mark));
        return line;
      }));
    }
  }

  /** One network: its matrix, its most frequent confusions and its gallery, which these filter. */
  class Network {
    static of(item) {
      const place = item.dataset.network ?? item.closest('.network').dataset.network;
      return networks.find((network) => network.number === place);
    }

    constructor(article) {
      this.article = article;
      this.number = article.dataset.network;
      this.title = article.querySelector('h2').textContent;
      this.names = [...article.querySelectorAll('.classes tbody .name')].map((n) => n.textContent);
      this.list = article.querySelector('.images');
      this.whole = this.list.dataset.whole === 'true';
      this.galleries = [...article.querySelectorAll('.images')].map((list) => new Gallery(list));
      this.gallery = this.galleries[0];
      this.images = this.gallery.items;
      this.status = article.querySelector('.shown');
      this.everything = this.status.textContent;
      this.all = article.querySelector('.all');
      this.pairs = new Map();
      this.buttons = [];
      this.cells = [];
      this.upgradeMatrix(article.querySelector('.matrix table'));
      for (const item of article.querySelectorAll('.confused > li')) {
        const [actual, predicted] = [...item.querySelectorAll('.name')].map((n) => n.textContent);
        const images = item.querySelector('.times').firstChild.data;
        this.pairs.set(item.dataset.pair, { actual, predicted, count: number(images) });
        this.upgrade(item);
      }
      this.all.addEventListener('click', () => this.choose(null));
      this.upgradeOrder(article.querySelector('.order'));
      article.querySelectorAll('.hint').forEach((hint) => { hint.hidden = false; });
      this.galleries.slice(1).forEach((gallery) => gallery.reach());
      this.show(null);
    }

    upgradeOrder(label) {
      const select = label.querySelector('select');
      label.hidden = this.images.length < 2;
      select.addEventListener('change', () => {
        this.galleries.forEach((gallery) => gallery.order(select.value));
      });
    }

    upgradeMatrix(table) {
      if (table === null) {
        return;
      }
      this.rows = [...table.tBodies[0].rows].map((row) => {
        const cells = [...row.cells].slice(1, -1);
        const counts = cells.map((cell) => number(cell.textContent));
        return { cells, counts, sum: number(row.lastElementChild.textContent) };
      });
      for (const cell of table.querySelectorAll('td[data-pair]')) {
        const [actual, predicted] = cell.dataset.pair.split('-').map((index) => this.names[index]);
        const images = number(cell.textContent);
        this.pairs.set(cell.dataset.pair, { actual, predicted, count: images });
        const made = this.upgrade(cell);
        made.setAttribute('aria-label', this.explain(cell));
        made.tabIndex = this.cells.length === 0 ? 0 : -1;
        this.cells.push(made);
      }
      table.addEventListener('keydown', (event) => this.move(event));
      table.addEventListener('mouseover', (event) => {
        const cell = event.target.closest('tbody td:not(.sum)');
        if (cell && cell.title === '') {
          cell.title = this.explain(cell);
        }
      });
      const shares = this.article.querySelector('button.shares');
      shares.hidden = false;
      shares.addEventListener('click', () => this.toggleShares(shares));
    }

    /** A cell in words: "4 taken for 9: 35, 3.6 % of all 4s". */
    explain(cell) {
      const [actual, predicted] = [cell.parentElement.sectionRowIndex, cell.cellIndex - 1];
      const { counts, sum } = this.rows[actual];
      const name = this.names[actual];
      const share = sum === 0 ? '' : `, ${(100 * counts[predicted] / sum).toFixed(1)} % of all `
        + (name.length === 1 ? `${name}s` : `“${name}”`);
      const what = actual === predicted
        ? `${name} right` : `${name} taken for ${this.names[predicted]}`;
      return `${what}: ${grouped(counts[predicted])}${share}`;
    }

    toggleShares(toggle) {
      const shares = toggle.getAttribute('aria-pressed') === 'false';
      toggle.setAttribute('aria-pressed', String(shares));
      for (const { cells, counts, sum } of this.rows) {
        cells.forEach((cell, index) => {
          const share = sum === 0 ? 0 : 100 * counts[index] / sum;
          const text = share === 0 ? '0' : share === 100 || share >= 10 ? String(Math.floor(share))
            : share.toFixed(1);
          const holder = cell.querySelector('button') ?? cell;
          holder.textContent = shares ? text : String(counts[index]);
        });
      }
    }

    /** Turns the content of an element into a button for its pair of classes. */
    upgrade(cell) {
      const made = button('', '', () => {
        this.choose(this.pair === cell.dataset.pair ? null : cell.dataset.pair);
        this.reveal();
      });
      made.append(...cell.childNodes);
      made.dataset.pair = cell.dataset.pair;
      cell.append(made);
      this.buttons.push(made);
      return made;
    }

    /** Applies a filter and keeps it in the address. */
    choose(pair) {
      const left = pair === null && document.activeElement === this.all;
      this.show(pair);
      if (left) {
        this.gallery.reached?.focus({ preventScroll: true });
      }
      for (const other of networks) {
        if (other !== this) {
          other.show(null);
        }
      }
      this.keepAddress();
    }

    /** What the address says of this network; nothing if that is where the page begins. */
    entries() {
      const [actual, predicted] = (this.pair ?? '').split('-');
      return [['network', this.number]]
        .concat(this.pair === null ? [] : [['true', actual], ['predicted', predicted]]);
    }

    keepAddress() {
      const start = this.pair === null && this === networks[0];
      keepAddress(start ? [] : this.entries());
    }

    /** Shows the images of one pair of classes, or all for null. */
    show(pair) {
      this.pair = pair;
      let shown = 0;
      for (const image of this.images) {
        image.hidden = pair !== null && image.dataset.pair !== pair;
        shown += image.hidden ? 0 : 1;
      }
      for (const made of this.buttons) {
        made.setAttribute('aria-pressed', String(made.dataset.pair === pair));
      }
      this.all.hidden = pair === null;
      this.status.textContent = pair === null ? this.everything : this.describe(pair, shown);
      this.list.scrollTop = 0;
      this.gallery.reach();
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

    /** Opens the image of this number, if it is one of those that the page has. */
    enlarge(image) {
      for (const gallery of this.galleries) {
        const item = gallery.items.find((other) => other.dataset.no === image);
        if (item) {
          item.closest('details')?.setAttribute('open', '');
          gallery.open(item);
          return;
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

  /** The images that one of two networks gets right and the other wrong, or that both get wrong. */
  class Disagreements {
    constructor(section) {
      // Of networks whose mistakes are too many for the page, it is not known which these are.
      this.choice = networks.filter((network) => network.whole);
      this.selects = [...section.querySelectorAll('select')];
      this.buttons = section.querySelector('.choices');
      this.list = section.querySelector('.images');
      if (this.choice.length < 2) {
        return;
      }
      this.selects.forEach((select, at) => {
        this.choice.forEach((network, index) => select.add(new Option(network.title, index)));
        select.selectedIndex = at;
        select.addEventListener('change', () => this.compare());
      });
      section.querySelector('.chosen').hidden = false;
      this.compare();
    }

    compare() {
      const wrong = this.selects.map((select) => new Map(
        this.choice[select.selectedIndex].images.map((item) => [item.dataset.no, item])));
      const [first, second] = wrong;
      const of = (items, passes) => [...items.values()].filter(passes)
        .sort((a, b) => a.dataset.no - b.dataset.no);
      const parts = [
        ['Only the first is right', of(second, (item) => !first.has(item.dataset.no))],
        ['Only the second is right', of(first, (item) => !second.has(item.dataset.no))],
        ['Both are wrong', of(first, (item) => second.has(item.dataset.no))],
      ];
      this.buttons.replaceChildren(...parts.map(([text, items]) => {
        const made = button('choice', `${text}: ${grouped(items.length)}`, () => {
          for (const other of this.buttons.children) {
            other.setAttribute('aria-pressed', String(other === made));
          }
          this.show(items, wrong);
        });
        made.setAttribute('aria-pressed', 'false');
        return made;
      }));
      this.list.replaceChildren();
    }

    show(items, wrong) {
      const copies = items.map((item) => {
        const copy = item.cloneNode(true);
        const network = Network.of(item);
        const actual = item.dataset.pair.split('-')[0];
        const answer = (at) => {
          const mistake = wrong[at].get(item.dataset.no);
          return network.names[mistake ? mistake.dataset.pair.split('-')[1] : actual];
        };
        copy.dataset.network = network.number;
        copy.className = `n${network.number}`;
        copy.hidden = false;
        const name = copy.querySelector('strong');
        name.replaceChildren(element('span', 'name', network.names[actual]));
        name.nextSibling.data = '';
        name.after(element('span', '', `1st: ${answer(0)}, 2nd: ${answer(1)}`));
        return copy;
      });
      const list = this.list.cloneNode(false);
      list.append(...copies);
      this.list.replaceWith(list);
      this.list = list;
      new Gallery(list).reach();
    }
  }

  /** Links that each show the section of one network in place of the others. */
  class Tabs {
    constructor(nav) {
      this.links = [...nav.children];
      this.articles = [...document.querySelectorAll('.network')];
      nav.classList.add('upgraded');
    }

    show(place) {
      this.articles.forEach((article) => { article.hidden = article.dataset.network !== place; });
      for (const link of this.links) {
        const current = link.hash === `#network-${place}`;
        link.toggleAttribute('aria-current', current);
        if (current) {
          link.parentElement.scrollLeft = link.offsetLeft - 40;
        }
      }
    }
  }

  const enlarged = new Enlarged(document.querySelector('.enlarged'));
  const networks = [...document.querySelectorAll('.network')]
    .filter((article) => article.querySelector('.gallery'))
    .map((article) => new Network(article));
  document.querySelectorAll('.ranking, .classes').forEach((table) => new SortedTable(table));
  const nav = document.querySelector('.tabs');
  const tabs = nav && new Tabs(nav);
  const disagreements = document.querySelector('.disagreements');
  if (disagreements) {
    new Disagreements(disagreements);
  }
  const copy = document.querySelector('.copy');
  if (copy) {
    copy.hidden = false;
    copy.addEventListener('click', () => {
      getSelection().selectAllChildren(document.querySelector('.command'));
      document.execCommand('copy');
      copy.textContent = 'Copied';
    });
  }

  /** Shows what the address says: a network, the filter of its images, one image. */
  function follow() {
    const said = address();
    const place = said.get('network');
    const article = document.querySelector(`.network[data-network="${Number(place)}"]`);
    const known = article ? article.dataset.network : null;
    if (location.hash !== '' && known === null) {
      tabs?.show('1');
      return;
    }
    tabs?.show(known ?? '1');
    for (const network of networks) {
      const pair = network.number === known ? `${said.get('true')}-${said.get('predicted')}` : '';
      network.show(network.pairs.has(pair) ? pair : null);
      if (network.pair !== null) {
        network.status.scrollIntoView({ block: 'nearest' });
      }
      if (network.number === known && said.has('image')) {
        network.enlarge(said.get('image'));
      }
    }
    if (location.hash.startsWith('#network-')) {
      nav?.scrollIntoView();
    }
  }

  addEventListener('hashchange', follow);
  follow();
})();

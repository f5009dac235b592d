import { Markup } from './openapi.html.js';

/** Rules of the page; light or dark as the reader's system is. */
export const STYLE = new Markup(`
:root { color-scheme: light dark; --ink: light-dark(#1d2733, #dfe5ec); --soft: light-dark(#5c6b7a, #93a1b0); --paper: light-dark(#fff, #12171d); --plane: light-dark(#f5f7f9, #1a212a); --line: light-dark(#dfe4ea, #2a333e); --brand: light-dark(#0b6b50, #4fc79f); --warn: light-dark(#a33a1b, #f09a7c); }
* { box-sizing: border-box; } html { scroll-padding-top: 1rem; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
a { color: inherit; text-decoration: none; } a:hover { color: var(--brand); } p { margin: .4rem 0; } p:first-child { margin-top: 0; }
code, pre { font: .88em/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; } p code, td code { background: var(--plane); padding: .1em .3em; border-radius: .25em; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem 1rem; background: var(--plane); border-right: 1px solid var(--line); font-size: .9rem; }
nav h1 { font-size: 1.15rem; margin: 0 0 .75rem; } nav h2 { font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: 1.1rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: flex; align-items: baseline; gap: .5rem; padding: .12rem 0; } nav li a span + span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
nav .method { width: 3.4rem; flex: none; background: none !important; text-align: left; padding: 0; }
input { width: 100%; font: inherit; padding: .45rem .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--paper); color: inherit; } input:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--brand); outline-offset: 1px; }
main { padding: 2rem 2.5rem 40vh; max-width: 66rem; } main h2 { margin: 2.4rem 0 .1rem; font-size: 1.3rem; } main h2 + p { color: var(--soft); margin: 0 0 .8rem; }
h4 { margin: 1.1rem 0 .3rem; font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
.intro { max-width: 46rem; } .intro + p { color: var(--soft); } summary { cursor: pointer; }
.operation { border: 1px solid var(--line); border-radius: .5rem; margin: .45rem 0; background: var(--paper); } .operation > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; padding: .5rem .8rem; list-style: none; } .operation > summary::-webkit-details-marker { display: none; }
.operation[open] { border-color: var(--brand); } .operation[open] > summary { border-bottom: 1px solid var(--line); } .operation > .body { padding: .6rem 1rem 1rem; }
.method { font: 700 .7rem/1.6 ui-monospace, monospace; text-transform: uppercase; text-align: center; width: 4.2rem; border-radius: .3rem; padding: .1rem 0; --tint: var(--soft); color: var(--tint); background: color-mix(in srgb, var(--tint) 14%, transparent); }
.get { --tint: light-dark(#1b62b5, #7db4f5); } .post { --tint: light-dark(#0b6b50, #4fc79f); } .patch, .put { --tint: light-dark(#8a5a00, #e4b04a); } .delete { --tint: light-dark(#a33a1b, #f09a7c); }
.address { font-weight: 600; } .summary { color: var(--soft); flex: 1 1 16rem; } .who { font-size: .75rem; color: var(--soft); border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; white-space: nowrap; }
.tree { list-style: none; margin: .2rem 0; padding: 0 0 0 .8rem; border-left: 2px solid var(--line); } .tree .tree { margin-left: .3rem; } .tree li { padding: .16rem 0; } .tree summary::marker { color: var(--soft); }
.name { font-weight: 600; } .type { color: var(--brand); font-size: .88em; margin: 0 .2rem; } .rule, .note { color: var(--soft); font-size: .88em; overflow-wrap: anywhere; } .note p { margin: 0; } sup { color: var(--soft); }
.status { display: inline-block; min-width: 2.4rem; color: var(--brand); } .refused { color: var(--warn); } .problems { border-collapse: collapse; font-size: .92em; } .problems td { padding: .12rem .8rem .12rem 0; vertical-align: top; }
pre { background: var(--plane); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; overflow-x: auto; margin: .3rem 0; } [hidden] { display: none !important; }
@media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; max-height: 45vh; } main { padding: 1.2rem 1rem 40vh; } }
`);

/** Filters, and opens the operation that the address names. */
export const SCRIPT = new Markup(`
const box = document.querySelector('input');
const operations = [...document.querySelectorAll('.operation')];
const filter = () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const one of operations) {
    one.hidden = !words.every((word) => one.dataset.words.includes(word));
    document.querySelector('nav a[href="#' + one.id + '"]').parentElement.hidden = one.hidden;
  }
  for (const group of document.querySelectorAll('[data-group]')) {
    group.hidden = ![...group.querySelectorAll('.operation, nav li')].some((one) => !one.hidden);
  }
};
const open = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (!target || !target.matches('.operation')) return;
  target.open = true;
  target.scrollIntoView();
};
box.addEventListener('input', filter);
addEventListener('hashchange', open);
addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== box) { event.preventDefault(); box.focus(); }
});
for (const one of operations) one.addEventListener('toggle', () => one.open && history.replaceState(null, '', '#' + one.id));
open();
`);

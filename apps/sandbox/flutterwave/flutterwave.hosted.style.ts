import { Markup } from '../core/html.js';

/** Rules of the hosted page. */
export const hostedStyle = new Markup(`
body { --accent: #b3541e; --ground: #faf5ef; }
.primary:hover { background: #8f4218; }
main { max-width: 58rem; display: grid; grid-template-columns: minmax(18rem, 25rem) minmax(16rem, 1fr); gap: 1.5rem; align-items: start; padding-top: 2.5rem; }
main.narrow { grid-template-columns: minmax(18rem, 25rem); justify-content: center; }
@media (max-width: 46rem) { main, main.narrow { grid-template-columns: minmax(0, 1fr); padding-top: 1.25rem; } }
.sum { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--line); padding-bottom: 1rem; margin-bottom: 1rem; }
.sum b { font-size: 1.6rem; line-height: 1.2; white-space: nowrap; } main > * { min-width: 0; }
.sum div { min-width: 0; } .sum h1 { overflow-wrap: anywhere; } .sum .soft { display: block; overflow: hidden; text-overflow: ellipsis; }
.tabs { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: .25rem; background: var(--ground); border-radius: .7rem; padding: .25rem; margin-bottom: 1rem; }
.tabs a { text-align: center; padding: .4rem; border-radius: .5rem; text-decoration: none; color: var(--soft); font-weight: 600; }
.tabs a[aria-current] { background: #fff; color: var(--ink); box-shadow: 0 1px 2px rgb(0 0 0 / 10%); }
label { display: block; font-size: .8rem; font-weight: 600; color: var(--soft); margin-bottom: .8rem; }
input, select { display: block; width: 100%; font-family: inherit; font-size: 1rem; font-weight: 400; color: var(--ink); padding: .6rem .7rem; margin-top: .2rem; border: 1px solid #c9d0d8; border-radius: .6rem; background: #fff; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; }
form > .primary { width: 100%; padding: .75rem; }
.cancel { margin-top: .4rem; } .cancel button { width: 100%; background: none; border: 0; color: var(--soft); font-weight: 400; }
.foot { margin: .5rem 0 0; text-align: center; font-size: .75rem; color: var(--soft); }
.note { border-radius: .6rem; padding: .6rem .8rem; margin-bottom: 1rem; font-size: .9rem; background: #fdeceb; color: var(--bad); }
.note.good { background: #e7f4ed; color: var(--good); }
.cards { list-style: none; padding: 0; margin: 0; } .cards li + li { border-top: 1px solid var(--line); }
.cards a { display: flex; justify-content: space-between; gap: .75rem; align-items: baseline; padding: .5rem .25rem; text-decoration: none; color: var(--ink); border-radius: .4rem; }
.cards a:hover { background: var(--ground); } .cards code { white-space: nowrap; color: var(--soft); }
.dot { display: inline-block; width: .55rem; height: .55rem; border-radius: 50%; background: var(--good); margin-right: .5rem; } .dot.bad { background: var(--bad); }
`);

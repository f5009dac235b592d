import { Markup } from '../core/html.js';

/** Rules of the inbox. */
export const inboxStyle = new Markup(`
.inbox { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1.5rem; margin-top: 1.5rem; align-items: start; }
.handset, .mailbox { border-radius: 1.25rem; overflow: hidden; background: var(--paper); border: 1px solid var(--line); box-shadow: 0 6px 18px rgb(29 39 51 / 10%); }
.inbox header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding: .8rem 1.1rem; font-weight: 700; overflow-wrap: anywhere; border-bottom: 1px solid var(--line); }
.inbox header span { font-weight: 400; font-size: .8rem; color: var(--soft); white-space: nowrap; }
.handset ol { list-style: none; margin: 0; padding: 1rem; display: flex; flex-direction: column; gap: .9rem; background: #e9ede8; min-height: 9rem; }
.handset li { max-width: 88%; padding: .6rem .85rem .5rem; border-radius: .3rem 1rem 1rem 1rem; background: #fff; box-shadow: 0 1px 2px rgb(29 39 51 / 12%); }
.handset li.whatsapp { background: #d9fdd3; } .handset li.failed, details.failed { opacity: .62; } .handset li.failed .words { text-decoration: line-through; }
.from { font-size: .75rem; font-weight: 700; color: #4b5a68; } .whatsapp .from { color: #0b6e4f; }
.words { overflow-wrap: anywhere; white-space: pre-wrap; } .words b { font-size: 1.2em; letter-spacing: .06em; }
.state { font-size: .75rem; color: var(--soft); } .handset .state { text-align: right; }
.state i { font-style: normal; font-weight: 700; } .state i.read { color: #1a7fc1; } .state i.failed { color: var(--bad); }
.mailbox details + details { border-top: 1px solid var(--line); } .mailbox summary { display: grid; gap: .1rem; padding: .75rem 1.1rem; cursor: pointer; overflow-wrap: anywhere; }
.mailbox summary:hover { background: #f5f7f9; } .mailbox summary:focus-visible { outline: 3px solid #7cc4a4; outline-offset: -3px; }
.mailbox iframe { display: block; width: 100%; height: 24rem; border: 0; border-top: 1px solid var(--line); background: #eef1f5; }
.mailbox pre { margin: 0; padding: 1rem 1.1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-top: 1px solid var(--line); } .empty { text-align: center; padding: 3rem 1rem; }
`);

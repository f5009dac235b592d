import { Markup } from '../core/html.js';

/** Rules of the phones page. */
export const phonesStyle = new Markup(`
.phones { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.75rem; margin-top: 1.5rem; align-items: start; }
.phone { max-width: 22rem; background: #10151b; border-radius: 2rem; padding: .8rem; box-shadow: 0 10px 24px rgb(29 39 51 / 22%); }
.screen { min-height: 25rem; background: #f7f8fa; border-radius: 1.4rem; overflow: hidden; display: flex; flex-direction: column; }
.bar { display: flex; justify-content: space-between; padding: .5rem 1rem; font-size: .8rem; font-weight: 700; background: var(--brand); color: var(--on-brand); }
.MTN { --brand: #ffcb05; --on-brand: #1d2733; } .Airtel { --brand: #d6001c; --on-brand: #fff; } .Zamtel { --brand: #0f8a3c; --on-brand: #fff; }
.number { text-align: center; padding: .9rem 1rem .4rem; font-size: 1.15rem; font-weight: 700; letter-spacing: .02em; }
.prompt { margin: .5rem .75rem; padding: .9rem; border-radius: .9rem; background: #fff; border: 1px solid var(--line); box-shadow: 0 4px 14px rgb(29 39 51 / 10%); }
.prompt b { font-size: 1.25rem; } .prompt .soft { overflow-wrap: anywhere; }
.prompt form { display: grid; grid-template-columns: 1fr 1fr; gap: .4rem; margin-top: .6rem; }
.prompt button { font-size: .85rem; padding: .5rem .3rem; } .prompt .primary { grid-column: 1 / -1; font-size: .95rem; padding: .6rem; } .prompt .last { grid-column: 1 / -1; }
.log { list-style: none; margin: auto 0 0; padding: .5rem 1rem .9rem; font-size: .82rem; } .log li { display: flex; justify-content: space-between; gap: .5rem; padding: .3rem 0; border-top: 1px solid var(--line); }
.COMPLETED { color: var(--good); } .FAILED { color: var(--bad); } .empty { text-align: center; padding: 3rem 1rem; } .idle { text-align: center; padding: 1rem; }
`);

import { run } from '@pakashop/platform';
import { registry } from '../domains.js';
import { resolveEntry } from '../entry.js';

await run(resolveEntry(), registry);

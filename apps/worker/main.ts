import { run } from '@pakashop/platform';
import { registry } from '../domains.js';

await run('worker', registry);

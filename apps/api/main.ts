import { run } from '@pakashop/platform';
import { registry } from '../domains.js';
import { serveDocs } from './openapi.js';

await run('api', registry, serveDocs);

import { Domain } from '@pakashop/platform';

@Domain({ name: 'backend' })
export class BackendModule {}

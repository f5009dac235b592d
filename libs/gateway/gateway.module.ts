import { Domain } from '@pakashop/platform';

@Domain({ name: 'gateway' })
export class GatewayModule {}

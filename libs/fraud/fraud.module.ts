import { Domain } from '@pakashop/platform';

@Domain({ name: 'fraud' })
export class FraudModule {}

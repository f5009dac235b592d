import { Domain } from '@pakashop/platform';

@Domain({ name: 'settlement' })
export class SettlementModule {}

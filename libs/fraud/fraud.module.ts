import { Domain } from '@pakashop/platform';
import { FraudConfig } from './fraud.config.js';
import { FraudPort } from './fraud.contract.js';
import { FraudController } from './fraud.controller.js';
import { Reviews } from './fraud.reviews.js';
import { FraudService } from './fraud.service.js';

/** Scores payments and keeps the queue of those that a person has to decide. */
@Domain({
  name: 'fraud',
  config: [FraudConfig],
  ports: [{ port: FraudPort, service: FraudService }],
  providers: [Reviews],
  api: [FraudController],
})
export class FraudModule {}

import { problem } from '@pakashop/platform';

export const deliveryProblems = {
  noAgent: problem('delivery.no_agent', 404, 'There is no such agent'),
  noFleet: problem('delivery.no_fleet', 404, 'There is no such fleet'),
  noMember: problem('delivery.no_member', 404, 'The person does not work in this fleet'),
  agentExists: problem('delivery.agent_exists', 409, 'The person is an agent already'),
  notPending: problem('delivery.not_pending', 409, 'The agent does not wait to be admitted'),
  notActive: problem('delivery.not_active', 409, 'The agent or the fleet is not active'),
  notSuspended: problem('delivery.not_suspended', 409, 'There is no suspension that you could lift'),
  ownCase: problem('delivery.own', 403, 'Nobody decides about themselves'),
  lastManager: problem('delivery.last_manager', 409, 'A fleet keeps one who runs it'),
};

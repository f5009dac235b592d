export * from './fraud.contract.js';
export * from './fraud.events.js';

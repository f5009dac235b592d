export * from './settlement.contract.js';
export * from './settlement.events.js';

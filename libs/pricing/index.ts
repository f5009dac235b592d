export * from './pricing.contract.js';

export * from './pricing.contract.js';
export * from './pricing.places.contract.js';

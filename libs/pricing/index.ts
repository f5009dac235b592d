export * from './pricing.contract.js';
export * from './pricing.offers.events.js';
export * from './pricing.places.contract.js';

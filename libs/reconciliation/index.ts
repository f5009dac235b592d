export * from './reconciliation.events.js';

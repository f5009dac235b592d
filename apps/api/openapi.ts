export function serveDocs(): void {}

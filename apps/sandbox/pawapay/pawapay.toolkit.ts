import type { PawapaySettings } from '../core/settings.js';
import { operatorOf, operators, statusOf } from './pawapay.operators.js';
import { names } from './pawapay.types.js';

// The answers about the account and its operators, in both spellings the documentation uses.

const types = Object.values(names).map((name) => name.operation);
const wanted = (type?: string) => types.filter((one) => type === undefined || one === type);

/** What the account may do with whom. */
export function activeConf(settings: PawapaySettings, query: { country?: string; operationType?: string }) {
  const providers = operators.map((operator) => ({
    provider: operator.code,
    displayName: operator.name,
    logo: `https://static.example/${operator.code.toLowerCase()}.png`,
    nameDisplayedToCustomer: 'PAKASHOP',
    currencies: [
      {
        currency: 'ZMW',
        displayName: 'K',
        operationTypes: operationTypes(settings, operator.code, query.operationType),
      },
    ],
  }));
  const zambia = {
    country: 'ZMB',
    displayName: { en: 'Zambia', fr: 'Zambie' },
    prefix: '260',
    flag: 'https://static.example/zmb.svg',
    providers,
  };
  return {
    companyName: 'Pakashop',
    signatureConfiguration: {
      signedRequestsOnly: settings.signedRequestsOnly,
      signedCallbacks: settings.callbackScheme === 'signature',
    },
    countries: query.country === undefined || query.country === 'ZMB' ? [zambia] : [],
  };
}

function operationTypes(settings: PawapaySettings, provider: string, type?: string) {
  const isGuide = settings.dialect === 'guide';
  const limits = isGuide
    ? { minAmount: settings.minAmount, maxAmount: settings.maxAmount }
    : { minTransactionLimit: settings.minAmount, maxTransactionLimit: settings.maxAmount };
  const entries = wanted(type).map((operation) => {
    const common = {
      ...limits,
      decimalsInAmount: 'TWO_PLACES',
      status: statusOf(settings, provider, operation),
      callbackUrl: settings.callbackUrl,
    };
    return [operation, operation === 'DEPOSIT' ? { ...pinPrompt, ...common } : common] as const;
  });
  if (isGuide) return Object.fromEntries(entries);
  return entries.map(([operation, conf]) =>
    operation === 'DEPOSIT' ? { DEPOSIT: conf } : { operationType: operation, ...conf },
  );
}

const pinPrompt = {
  authType: 'PROVIDER_AUTH',
  pinPrompt: 'AUTOMATIC',
  pinPromptRevivable: true,
  pinPromptInstructions: {
    channels: [
      {
        type: 'USSD',
        displayName: { en: 'No prompt on the phone?' },
        instructions: {
          en: [
            {
              text: 'Dial *115# and open pending approvals',
              template: 'Dial {{shortCode}} and open pending approvals',
              variables: { shortCode: '*115#' },
            },
          ],
        },
      },
    ],
  },
};

/** Which operators work at the moment. */
export function availability(settings: PawapaySettings, query: { country?: string; operationType?: string }) {
  if (query.country !== undefined && query.country !== 'ZMB') return [];
  const providers = operators.map(({ code }) => {
    const pairs = wanted(query.operationType).map((type) => [type, statusOf(settings, code, type)] as const);
    const list = pairs.map(([operationType, status]) => ({ operationType, status }));
    return { provider: code, operationTypes: settings.dialect === 'guide' ? list : Object.fromEntries(pairs) };
  });
  return [{ country: 'ZMB', providers }];
}

/** The operator a number probably belongs to, and the number without its ornaments; undefined for a bad number. */
export function predict(settings: PawapaySettings, phoneNumber: string) {
  const digits = phoneNumber.replace(/[\s()+.-]/g, '');
  const provider = operatorOf(digits, settings.ported);
  if (!provider) return undefined;
  return { country: 'ZMB', provider, [settings.dialect === 'guide' ? 'phoneNumber' : 'msisdn']: digits };
}

import { problem } from '@pakashop/platform';

export const gatewayProblems = {
  keyRequired: problem('gateway.client_key_required', 401, 'A client key is required'),
  keyInvalid: problem('gateway.client_key_invalid', 401, 'The client key is not valid'),
  scopeMissing: problem('gateway.client_scope', 403, 'This application may not call this'),
  originRefused: problem('gateway.client_origin', 403, 'This application may not be used from this page'),
  tooManyKeys: problem('gateway.too_many_keys', 409, 'This client has two valid keys'),
  nameTaken: problem('gateway.client_name_taken', 409, 'There is a client of this name'),
  unreachable: problem('upstream.unreachable', 503, 'A part of the marketplace does not answer'),
  tooSlow: problem('upstream.timeout', 503, 'A part of the marketplace did not answer in time'),
};

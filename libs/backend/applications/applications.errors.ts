import { problem } from '@pakashop/platform';

export const applicationsProblems = {
  notFound: problem('applications.not_found', 404, 'There is no such application'),
  alreadyOpen: problem('applications.already_open', 409, 'There is an application of this kind already'),
  alreadyHeld: problem('applications.already_held', 409, 'The person is this already'),
  wrongKind: problem('applications.wrong_kind', 422, 'Applications of this kind have no such phase'),
  notEditable: problem('applications.not_editable', 409, 'The application cannot be changed now'),
  incomplete: problem('applications.incomplete', 409, 'Something is missing'),
  wrongState: problem('applications.wrong_state', 409, 'The application is not in a state for this'),
  notInHand: problem('applications.not_in_hand', 409, 'Somebody else has the application in hand'),
  ownApplication: problem('applications.own', 403, 'Nobody reviews their own application'),
  termsChanged: problem('applications.terms_changed', 409, 'These are not the terms of today'),
  termsKnown: problem('applications.terms_known', 409, 'There are terms with this version'),
  itemUnknown: problem('applications.item_unknown', 404, 'There is no such item'),
  itemTaken: problem('applications.item_taken', 409, 'There is an item with this key'),
  itemKey: problem('applications.item_key', 422, 'The key says nothing that can be ticked off'),
  itemComputed: problem('applications.item_computed', 422, 'The item is ticked off by what the applicant brings'),
};

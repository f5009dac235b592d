/**
 * Who may call what, one line for each route: the kind of thing in its path, who may, and what these are answered about
 * their own thing, about another's and about nothing ("-" where there is no such thing). Everybody else is refused.
 *
 * A new route needs a line here, or the test fails. The words: kinds are those of access.things.ts; people those of
 * GROUPS in access.rows.ts. +fresh: only with a proof of a moment ago. +enrolling: also before a second factor is set up.
 * +turns: one after the other, since each finds what the one before has left.
 * +counts: who is refused was guessing, and that is counted. +told: is written down, also when only read or asked for.
 * Last come exceptions: all:staff may see everybody's; admin=409 is answered so about their own.
 */
export const TABLE = `
# route                                                           | thing            | who                         | own other nothing
POST   /applications                                              | -                | person                      | 201         | admin=409 finance=409
GET    /applications                                              | -                | person                      | 200
GET    /applications/terms                                        | -                | anybody                     | 200
GET    /applications/{id}                                         | application      | person                      | 200 404 404
PUT    /applications/{id}/account                                 | application      | person                      | 200 404 404
PUT    /applications/{id}/business                                | application      | person                      | 200 404 404
PUT    /applications/{id}/company                                 | courier          | person                      | 200 404 404
PUT    /applications/{id}/documents                               | application      | person                      | 200 404 404
PUT    /applications/{id}/payout                                  | application      | person                      | 200 404 404
POST   /applications/{id}/submit                                  | application      | person                      | 409 404 404
PUT    /applications/{id}/terms                                   | application      | person                      | 200 404 404
PUT    /applications/{id}/vehicle                                 | agency           | person                      | 200 404 404
POST   /applications/{id}/withdraw                                | application      | person                      | 200 404 404
GET    /audit                                                     | -                | admin                       | 200
GET    /audit/export                                              | -                | admin +fresh +told          | 200
POST   /auth/bootstrap-admin                                      | -                | anybody                     | 404
POST   /auth/codes                                                | -                | anybody                     | 202
POST   /auth/codes/{id}/confirm                                   | challenge        | anybody                     | - - 400
POST   /auth/google                                               | -                | anybody                     | 404
POST   /auth/google/confirm                                       | -                | anybody                     | 400
POST   /auth/links                                                | -                | anybody                     | 202
POST   /auth/links/confirm                                        | -                | anybody                     | 400
POST   /auth/password-reset                                       | -                | anybody                     | 202
POST   /auth/password-reset/confirm                               | -                | anybody                     | 400
POST   /auth/refresh                                              | -                | anybody                     | 401
POST   /auth/register                                             | -                | anybody                     | 202
POST   /auth/register/{id}/confirm                                | challenge        | anybody                     | - - 400
POST   /auth/second-factor                                        | -                | anybody                     | 401
POST   /auth/second-factor/send                                   | -                | anybody                     | 401
POST   /auth/sign-in                                              | -                | anybody +counts             | 401
POST   /auth/sign-out                                             | -                | person +enrolling           | 204
POST   /auth/sign-out-everywhere                                  | -                | person +enrolling           | 204
POST   /auth/step-up                                              | -                | person                      | 200
POST   /auth/step-up/confirm                                      | -                | person                      | 409
GET    /cart                                                      | -                | buyer                       | 200
DELETE /cart                                                      | -                | buyer                       | 204
POST   /cart/guest                                                | -                | anybody                     | 201
POST   /cart/items                                                | -                | shopper                     | 201
PATCH  /cart/items/{variantId}                                    | cartItem         | shopper                     | 200 404 404
DELETE /cart/items/{variantId}                                    | cartItem         | buyer                       | 204 204 204
POST   /cart/merge                                                | -                | citizen                     | 200
GET    /categories                                                | -                | anybody                     | 200
GET    /deliveries                                                | -                | admin support               | 200
GET    /deliveries/{id}                                           | anyDelivery      | admin support               | - 200 404
POST   /deliveries/{id}/assign                                    | anyDelivery      | admin support               | - 200 404
GET    /deliveries/{id}/evidence                                  | anyProof         | admin support +fresh +told  | - 200 404
POST   /deliveries/{id}/pin-reset                                 | anyDelivery      | admin support +fresh        | - 200 404
POST   /deliveries/{id}/unassign                                  | anyDelivery      | admin support               | - 200 404
GET    /delivery/agent                                            | -                | agent                       | 200
PUT    /delivery/agent                                            | -                | agent                       | 404
PUT    /delivery/agent/areas                                      | -                | agent                       | 200
GET    /delivery/agent/available                                  | -                | agent                       | 200
GET    /delivery/agent/balance                                    | -                | agent                       | 200
POST   /delivery/agent/close                                      | -                | agent +fresh                | 204
POST   /delivery/agent/confirm                                    | carried          | agent                       | 200 404 404
GET    /delivery/agent/deliveries                                 | -                | agent                       | 200
GET    /delivery/agent/deliveries/{id}                            | assigned         | agent                       | 200 404 404
POST   /delivery/agent/deliveries/{id}/accept                     | offered          | agent                       | 200 409 409
POST   /delivery/agent/deliveries/{id}/claim                      | waiting          | agent                       | 200 409 409
POST   /delivery/agent/deliveries/{id}/decline                    | offered          | agent                       | 204 409 409
POST   /delivery/agent/deliveries/{id}/fail                       | carried          | agent                       | 200 404 404
POST   /delivery/agent/deliveries/{id}/hand-back                  | assigned         | agent                       | 204 404 404
POST   /delivery/agent/deliveries/{id}/pick-up                    | assigned         | agent                       | 200 404 404
POST   /delivery/agent/deliveries/{id}/reattempt                  | failed           | agent                       | 200 404 404
POST   /delivery/agent/deliveries/{id}/return                     | failed           | agent                       | 200 404 404
PUT    /delivery/agent/duty                                       | -                | agent                       | 200
GET    /delivery/agent/earnings                                   | -                | agent                       | 200
GET    /delivery/agent/payout-wallet                              | -                | agent                       | 404
PUT    /delivery/agent/payout-wallet                              | -                | agent +fresh                | 200
GET    /delivery/agent/payout-wallet/history                      | -                | agent                       | 200
GET    /delivery/agent/payouts                                    | -                | agent                       | 200
GET    /delivery/agent/payouts/{id}                               | agentPayout      | agent                       | 200 404 404
GET    /delivery/agent/payouts/{id}/statement.csv                 | agentPayout      | agent                       | 200 404 404
GET    /delivery/agent/shifts                                     | -                | agent                       | 200
PUT    /delivery/agent/vehicle                                    | -                | agent                       | 200
GET    /delivery/fleets                                           | -                | fleet                       | 200
GET    /delivery/fleets/{fleetId}/balance                         | earningFleet     | fleet                       | 200 404 404
GET    /delivery/fleets/{fleetId}/earnings                        | earningFleet     | fleet                       | 200 404 404
GET    /delivery/fleets/{fleetId}/payouts                         | earningFleet     | fleet                       | 200 404 404
GET    /delivery/fleets/{fleetId}/payouts/{id}                    | fleetPayout      | fleet                       | 200 404 404
GET    /delivery/fleets/{fleetId}/payouts/{id}/statement.csv      | fleetPayout      | fleet                       | 200 404 404
PATCH  /delivery/fleets/{id}                                      | fleet            | fleet                       | 200 404 404
POST   /delivery/fleets/{id}/close                                | fleet            | fleet +fresh                | 200 404 404
GET    /delivery/fleets/{id}/deliveries                           | fleetDelivery    | fleet                       | 200 200 200
POST   /delivery/fleets/{id}/deliveries/{deliveryId}/assign       | fleetDelivery    | fleet                       | 200 404 404
GET    /delivery/fleets/{id}/invitations                          | fleet            | fleet                       | 200 404 404
POST   /delivery/fleets/{id}/invitations                          | fleet            | fleet +fresh                | 201 404 404
DELETE /delivery/fleets/{id}/invitations/{invitationId}           | fleetInvitation  | fleet                       | 204 404 404
GET    /delivery/fleets/{id}/payout-wallet                        | walletOfFleet    | fleet                       | 200 404 404
PUT    /delivery/fleets/{id}/payout-wallet                        | fleet            | fleet +fresh                | 200 404 404
GET    /delivery/fleets/{id}/payout-wallet/history                | fleet            | fleet                       | 200 404 404
GET    /delivery/fleets/{id}/team                                 | fleet            | fleet                       | 200 404 404
DELETE /delivery/fleets/{id}/team/{userId}                        | fleetMember      | fleet +fresh                | 204 404 404
POST   /delivery/fleets/{id}/team/{userId}/admit                  | fleetMember      | fleet +fresh                | 409 404 404
POST   /delivery/fleets/{id}/team/{userId}/reinstate              | fleetMember      | fleet                       | 409 404 404
POST   /delivery/fleets/{id}/team/{userId}/suspend                | fleetMember      | fleet                       | 200 404 404
POST   /disputes/{id}/answer                                      | disputeAtShop    | vendor                      | 200 404 404
POST   /disputes/{id}/withdraw                                    | dispute          | shopper                     | 200 404 404
GET    /fraud/reviews                                             | -                | admin fraud                 | 200
POST   /fraud/reviews/{id}/decision                               | review           | fraud                       | - 200 404
GET    /gateway/clients                                           | -                | admin                       | 200
POST   /gateway/clients                                           | -                | admin +fresh                | 201
GET    /gateway/clients/{id}                                      | client           | admin                       | - 200 404
PATCH  /gateway/clients/{id}                                      | client           | admin +fresh                | - 200 404
DELETE /gateway/clients/{id}                                      | client           | admin +fresh                | - 204 404
POST   /gateway/clients/{id}/keys                                 | client           | admin +fresh                | - 201 404
DELETE /gateway/clients/{id}/keys/{keyId}                         | clientKey        | admin +fresh                | - 204 404
POST   /invitations/accept                                        | -                | person +fresh               | 404
GET    /me                                                        | -                | person +enrolling           | 200
PATCH  /me                                                        | -                | person                      | 200
DELETE /me                                                        | -                | person +fresh               | 409         | customer=202 seller=202
GET    /me/consents                                               | -                | person                      | 200
PUT    /me/consents/{kind}                                        | consent          | person                      | 200
GET    /me/contacts                                               | -                | person                      | 200
POST   /me/contacts                                               | -                | person +fresh               | 202
PATCH  /me/contacts/primary                                       | -                | person +fresh               | 200
POST   /me/contacts/{id}/confirm                                  | challenge        | person                      | - - 400
DELETE /me/contacts/{kind}                                        | contact          | person +fresh               | 204
GET    /me/erasure                                                | -                | person                      | 404
POST   /me/erasure/cancel                                         | -                | person                      | 404
POST   /me/exports                                                | -                | person +fresh               | 202
GET    /me/exports                                                | -                | person                      | 200
GET    /me/exports/{id}/content                                   | export           | person                      | 410 404 404
POST   /me/exports/{id}/link                                      | export           | person +fresh               | 409 404 404
GET    /me/factors                                                | -                | person +enrolling           | 200
POST   /me/factors/contact                                        | -                | person +fresh +enrolling    | 202
POST   /me/factors/contact/confirm                                | -                | person +enrolling +counts   | 400
POST   /me/factors/recovery-codes                                 | -                | person +fresh               | 409
POST   /me/factors/totp                                           | -                | person +fresh +enrolling    | 201
POST   /me/factors/totp/confirm                                   | -                | person +enrolling +counts   | 400
DELETE /me/factors/{id}                                           | factor           | person +fresh               | 409 404 404 | customer=200 seller=200 system=200
GET    /me/identities                                             | -                | person                      | 200
DELETE /me/identities/{id}                                        | identity         | person +fresh               | 204 404 404
GET    /me/impersonations                                         | -                | person                      | 200
DELETE /me/impersonations/{id}                                    | impersonation    | person                      | 204 404 404
POST   /me/orders/claim                                           | -                | person                      | 404
GET    /me/orders/claimable                                       | -                | person                      | 200
POST   /me/password                                               | -                | person +fresh +counts       | 403
POST   /me/password/first                                         | -                | person +fresh               | 204
GET    /me/permissions                                            | -                | person                      | 200
GET    /me/sessions                                               | -                | person                      | 200
DELETE /me/sessions                                               | -                | person                      | 204
DELETE /me/sessions/{id}                                          | session          | person                      | 204 404 404
GET    /media/documents/{id}/content                              | document         | admin moderator             | 404 404 404
POST   /media/documents/{id}/tickets                              | document         | admin moderator +fresh      | 201 201 404
GET    /media/images/{id}/{variant}                               | image            | anybody                     | 404 404 404
POST   /media/local                                               | -                | provider                    | 415
POST   /media/uploads                                             | -                | person                      | 201
GET    /media/uploads/{id}                                        | upload           | person                      | 200 404 404
POST   /media/uploads/{id}/complete                               | upload           | person                      | 200 404 404
POST   /media/webhook/cloudinary                                  | -                | provider                    | 401
POST   /messages/webhook/resend                                   | -                | provider                    | 401
POST   /messages/webhook/twilio                                   | -                | provider                    | 401
POST   /messages/webhook/whatsapp                                 | -                | provider                    | 401
GET    /messages/webhook/whatsapp                                 | -                | provider                    | 403
POST   /offers                                                    | -                | shopper                     | 201
GET    /offers                                                    | -                | buyer                       | 200
GET    /offers/{id}                                               | offerAtShop      | buyer                       | 200 404 404
POST   /offers/{id}/accept                                        | offerAtBuyer     | shopper                     | 200 404 404
POST   /offers/{id}/propose                                       | offerAtBuyer     | shopper                     | 200 404 404
POST   /offers/{id}/withdraw                                      | offerAtShop      | shopper                     | 200 404 404
POST   /orders                                                    | -                | shopper                     | 201
GET    /orders                                                    | -                | buyer                       | 200
POST   /orders/preview                                            | -                | shopper                     | 200
GET    /orders/{id}                                               | order            | buyer                       | 200 404 404 | all:staff
PATCH  /orders/{id}/cancel                                        | order            | buyer                       | 200 404 404
GET    /orders/{id}/refunds                                       | order            | buyer                       | 200 404 404
PATCH  /orders/{id}/shop-orders/{shopOrderId}/cancel              | paidPart         | shopper                     | 200 404 404
GET    /orders/{id}/shop-orders/{shopOrderId}/delivery            | travellingPart   | buyer                       | 200 404 404 | all:staff
GET    /orders/{id}/shop-orders/{shopOrderId}/delivery-pin        | travellingPart   | shopper                     | 200 404 404
POST   /orders/{id}/shop-orders/{shopOrderId}/delivery-pin/reissue| travellingPart   | shopper                     | 204 404 404
GET    /orders/{id}/shop-orders/{shopOrderId}/disputes            | orderPart        | buyer                       | 200 404 404
POST   /orders/{id}/shop-orders/{shopOrderId}/disputes            | deliveredPart    | shopper                     | 201 404 404
POST   /orders/{id}/shop-orders/{shopOrderId}/received            | deliveredPart    | shopper                     | 200 404 404
GET    /payments/breaks                                           | -                | finance                     | 200
POST   /payments/breaks/{id}/approve                              | proposedPayBreak | finance +fresh              | - 200 404
POST   /payments/breaks/{id}/assign                               | paymentBreak     | finance                     | - 200 404
POST   /payments/breaks/{id}/decline                              | proposedPayBreak | finance                     | - 200 404
POST   /payments/breaks/{id}/resolve                              | paymentBreak     | finance +fresh              | - 200 404
POST   /payments/cancel/{orderId}                                 | order            | buyer                       | 200 404 404
POST   /payments/initiate                                         | order            | shopper +told               | 400 404 404
GET    /payments/status/{orderId}                                 | order            | buyer                       | 200 404 404
POST   /payments/webhook/flutterwave                              | -                | provider                    | 401
POST   /payments/webhook/pawapay                                  | -                | provider                    | 401
GET    /prices                                                    | -                | anybody                     | 200
GET    /pricing/commission-rules                                  | -                | admin finance               | 200
POST   /pricing/commission-rules                                  | -                | admin +fresh                | 201
POST   /pricing/proposals                                         | -                | admin                       | 201
GET    /pricing/proposals                                         | -                | admin finance               | 200
GET    /pricing/proposals/{id}                                    | proposal         | admin finance               | 200 200 404
POST   /pricing/proposals/{id}/approve                            | proposal         | admin finance +fresh +turns | 403 200 404
POST   /pricing/proposals/{id}/reject                             | proposal         | admin finance               | 200 200 404
GET    /pricing/proposals/{id}/shops                              | proposal         | admin finance               | 200 200 404
POST   /pricing/proposals/{id}/simulations                        | proposal         | admin finance               | 201 201 404
POST   /pricing/proposals/{id}/withdraw                           | proposal         | admin                       | 200 404 404
POST   /pricing/quotes                                            | -                | admin finance               | 200
POST   /pricing/quotes/explain                                    | -                | admin finance               | 200
GET    /pricing/rules                                             | -                | admin finance               | 200
POST   /pricing/rules                                             | -                | admin +fresh                | 201
GET    /pricing/rules/{id}                                        | rule             | admin finance               | - 200 404
POST   /products                                                  | shop             | vendor                      | 201 404 404
GET    /products                                                  | -                | anybody                     | 200
POST   /products/{id}/variants                                    | product          | vendor                      | 201 404 404
GET    /products/{slug}                                           | productSlug      | anybody                     | 200 200 404
GET    /reconciliation/breaks                                     | -                | finance                     | 200
GET    /reconciliation/breaks/{id}                                | anyBreak         | finance                     | - 200 404
POST   /reconciliation/breaks/{id}/accept                         | bookedBreak      | finance                     | - 200 404
POST   /reconciliation/breaks/{id}/approve                        | proposedBreak    | finance +fresh              | - 200 404
POST   /reconciliation/breaks/{id}/assign                         | anyBreak         | finance                     | - 200 404
POST   /reconciliation/breaks/{id}/decline                        | proposedBreak    | finance                     | - 200 404
POST   /reconciliation/breaks/{id}/match                          | unmatchedLine    | finance +fresh              | - 200 404
POST   /reconciliation/breaks/{id}/notes                          | anyBreak         | finance                     | - 200 404
POST   /reconciliation/breaks/{id}/owed-back                      | unexplainedBreak | finance                     | - 200 404
GET    /reconciliation/breaks/{id}/proposals                      | unmatchedLine    | finance                     | - 200 404
POST   /reconciliation/breaks/{id}/write-off                      | anyBreak         | finance                     | - 200 404
GET    /reconciliation/closes                                     | -                | finance                     | 200
PUT    /reconciliation/days/{provider}/{currency}/{day}/balance   | walletDay        | finance                     | - 200 400
POST   /reconciliation/days/{provider}/{currency}/{day}/check     | walletDay        | finance                     | - 200 400
POST   /reconciliation/days/{provider}/{currency}/{day}/close     | quietDay         | finance +fresh              | - 200 400
POST   /reconciliation/days/{provider}/{currency}/{day}/reopen    | closedDay        | finance +fresh              | - 200 400
POST   /reconciliation/lines/{lineId}/unmatch                     | matchedLine      | finance +fresh              | - 204 404
GET    /reconciliation/metrics                                    | -                | finance                     | 200
POST   /reconciliation/statements                                 | -                | finance                     | 202
GET    /reconciliation/statements                                 | -                | finance                     | 200
POST   /reconciliation/statements/fetch                           | -                | finance                     | 202
GET    /reconciliation/statements/{id}                            | statement        | finance                     | - 200 404
GET    /reconciliation/statements/{id}/lines                      | statement        | finance                     | - 200 404
GET    /refunds                                                   | -                | admin finance support       | 200
POST   /refunds                                                   | sold             | finance support +fresh      | - 201 404
POST   /refunds/preview                                           | sold             | finance support             | - 200 404
GET    /refunds/{id}                                              | stuckRefund      | admin finance support       | - 200 404
POST   /refunds/{id}/approve                                      | largeRefund      | finance +fresh              | - 200 404
POST   /refunds/{id}/redirect                                     | stuckRefund      | finance support +fresh      | - 200 404
POST   /refunds/{id}/retry                                        | stuckRefund      | finance support +fresh      | - 200 404
POST   /refunds/{id}/withdraw                                     | stuckRefund      | finance support +fresh      | - 200 404
GET    /settlement/accounts                                       | -                | finance                     | 200
GET    /settlement/accounts/{code}/entries                        | account          | finance                     | - 200 404
GET    /settlement/accounts/{code}/explain                        | account          | finance                     | - 200 404
GET    /settlement/adjustments                                    | -                | finance                     | 200
POST   /settlement/adjustments                                    | -                | finance +fresh              | 201
POST   /settlement/adjustments/{id}/approve                       | adjustment       | finance +fresh              | - 200 404
POST   /settlement/adjustments/{id}/reject                        | adjustment       | finance                     | - 200 404
GET    /settlement/checks                                         | -                | finance                     | 200
GET    /settlement/export                                         | -                | finance +fresh +told        | 200
GET    /settlement/payees/{kind}/{id}/balance                     | payee            | admin finance               | - 200 400
GET    /settlement/payees/{kind}/{id}/earnings                    | payee            | admin finance               | - 200 400
GET    /settlement/policies                                       | -                | finance                     | 200
PUT    /settlement/policies/{class}                               | policy           | finance +fresh              | - 200 400
GET    /settlement/receivables                                    | -                | finance                     | 200
GET    /settlement/trial-balance                                  | -                | finance                     | 200
POST   /shop-orders/{id}/accept                                   | sold             | vendor                      | 200 404 404
POST   /shop-orders/{id}/cancel                                   | sold             | vendor                      | 200 404 404
POST   /shop-orders/{id}/handed-over                              | awaited          | vendor                      | 200 404 404
POST   /shop-orders/{id}/pack                                     | accepted         | vendor                      | 200 404 404
POST   /shop-orders/{id}/returned                                 | comingBack       | vendor                      | 200 404 404
POST   /shop-orders/{id}/shortages                                | sold             | vendor                      | 200 404 404
GET    /shops                                                     | -                | anybody                     | 200
GET    /shops/{shopId}/balance                                    | earningShop      | vendor                      | 200 404 404
GET    /shops/{shopId}/disputes                                   | shop             | vendor                      | 200 404 404
GET    /shops/{shopId}/earnings                                   | earningShop      | vendor                      | 200 404 404
GET    /shops/{shopId}/offers                                     | proposedPrice    | vendor                      | 200 200 200
POST   /shops/{shopId}/offers/{id}/accept                         | proposedPrice    | vendor                      | 200 404 404
POST   /shops/{shopId}/offers/{id}/counter                        | proposedPrice    | vendor                      | 200 404 404
POST   /shops/{shopId}/offers/{id}/decline                        | proposedPrice    | vendor                      | 200 404 404
GET    /shops/{shopId}/orders                                     | shop             | vendor                      | 200 404 404
GET    /shops/{shopId}/payouts                                    | earningShop      | vendor                      | 200 404 404
GET    /shops/{shopId}/payouts/{id}                               | shopPayout       | vendor                      | 200 404 404
GET    /shops/{shopId}/payouts/{id}/statement.csv                 | shopPayout       | vendor                      | 200 404 404
GET    /shops/{shopId}/prices                                     | plan             | vendor                      | 200 404 404
GET    /shops/{shopId}/prices/{variantId}                         | plan             | vendor                      | 200 404 404
PUT    /shops/{shopId}/prices/{variantId}                         | plan             | vendor                      | 200 404 404
POST   /shops/{shopId}/pricing/preview                            | shop             | vendor                      | 200 404 404
GET    /shops/{slug}                                              | shopSlug         | anybody                     | 200 200 404
GET    /staff/agents                                              | -                | admin moderator             | 200
POST   /staff/agents/{id}/reinstate                               | anyAgent         | admin moderator             | - 409 404
POST   /staff/agents/{id}/suspend                                 | anyAgent         | admin moderator             | - 200 404
GET    /staff/applications                                        | -                | admin moderator             | 200
GET    /staff/applications/{id}                                   | queued           | admin moderator             | - 200 404
POST   /staff/applications/{id}/approve                           | queued           | admin moderator +fresh      | - 409 404
PUT    /staff/applications/{id}/checklist/{itemId}                | queued           | admin moderator             | - 409 404
POST   /staff/applications/{id}/comments                          | queued           | admin moderator             | - 200 404
POST   /staff/applications/{id}/numbers                           | queued           | admin moderator +fresh      | - 200 404
POST   /staff/applications/{id}/reject                            | queued           | admin moderator             | - 409 404
POST   /staff/applications/{id}/release                           | queued           | admin moderator             | - 409 404
POST   /staff/applications/{id}/request-changes                   | queued           | admin moderator             | - 409 404
POST   /staff/applications/{id}/take                              | queued           | admin moderator             | - 200 404
GET    /staff/checklist                                           | -                | admin                       | 200
POST   /staff/checklist                                           | -                | admin                       | 201
PATCH  /staff/checklist/{id}                                      | checklistItem    | admin                       | - 200 404
GET    /staff/disputes                                            | -                | admin support               | 200
GET    /staff/disputes/{id}                                       | disputeAtShop    | admin support               | - 200 404
POST   /staff/disputes/{id}/decide                                | disputeAtShop    | admin support +fresh        | - 200 404
GET    /staff/fleets                                              | -                | admin moderator             | 200
POST   /staff/fleets/{id}/close                                   | anyFleet         | admin +fresh                | - 200 404
POST   /staff/fleets/{id}/reinstate                               | anyFleet         | admin moderator             | - 409 404
POST   /staff/fleets/{id}/reopen                                  | anyFleet         | admin                       | - 409 404
POST   /staff/fleets/{id}/suspend                                 | anyFleet         | admin moderator             | - 200 404
GET    /staff/invitations                                         | -                | admin                       | 200
POST   /staff/invitations                                         | -                | admin +fresh                | 201
DELETE /staff/invitations/{id}                                    | staffInvitation  | admin                       | - 204 404
GET    /staff/payout-batches                                      | -                | admin finance               | 200
POST   /staff/payout-batches                                      | -                | finance +fresh              | 201
POST   /staff/payout-batches/dry-run                              | -                | admin finance               | 200
GET    /staff/payout-batches/{id}                                 | sentBatch        | admin finance               | - 200 404
POST   /staff/payout-batches/{id}/approve                         | waitingBatch     | finance +fresh              | - 200 404
POST   /staff/payout-batches/{id}/cancel                          | waitingBatch     | finance +fresh              | - 200 404
POST   /staff/payout-batches/{id}/pause                           | sentBatch        | finance                     | - 200 404
POST   /staff/payout-batches/{id}/resume                          | pausedBatch      | finance +fresh              | - 200 404
GET    /staff/payout-breaks                                       | -                | admin finance               | 200
POST   /staff/payout-breaks/{id}/approve                          | foundOutBreak    | finance +fresh              | - 200 404
POST   /staff/payout-breaks/{id}/propose                          | payoutBreak      | finance +fresh              | - 200 404
POST   /staff/payout-wallets/search                               | -                | fraud finance support       | 200
POST   /staff/payout-wallets/{id}/hold                            | anyWallet        | fraud finance support +fresh | - 200 404
GET    /staff/payouts                                             | -                | admin finance               | 200
GET    /staff/payouts/balances                                    | -                | admin finance               | 200
GET    /staff/payouts/{id}                                        | anyPayout        | admin finance               | - 200 404
POST   /staff/payouts/{id}/cancel                                 | anyPayout        | finance +fresh              | - 200 404
POST   /staff/payouts/{id}/retry                                  | deadPayout       | finance +fresh              | - 201 404
GET    /staff/payouts/{id}/statement.csv                          | anyPayout        | admin finance               | - 200 404
GET    /staff/privacy/erasures                                    | -                | admin                       | 200
GET    /staff/privacy/people/{id}                                 | person           | admin +told                 | 200 200 404
POST   /staff/shop-orders/{id}/accept                             | sold             | admin support               | - 200 404
POST   /staff/shop-orders/{id}/cancel                             | sold             | admin support +fresh        | - 200 404
POST   /staff/shop-orders/{id}/lost                               | underWay         | admin support +fresh        | - 200 404
POST   /staff/shop-orders/{id}/pack                               | accepted         | admin support               | - 200 404
GET    /staff/shops                                               | -                | admin moderator             | 200
PUT    /staff/shops/{id}/class                                    | anyShop          | admin                       | - 200 404
POST   /staff/shops/{id}/reinstate                                | anyShop          | admin moderator             | - 409 404
POST   /staff/shops/{id}/suspend                                  | anyShop          | admin moderator             | - 200 404
GET    /staff/suppressions                                        | -                | admin support               | 200
POST   /staff/suppressions/search                                 | -                | admin support               | 200
POST   /staff/suppressions/{id}/lift                              | anySuppression   | admin support               | - 200 404
POST   /staff/terms                                               | -                | admin                       | 201
POST   /users/{id}/factors/reset                                  | person           | admin support +fresh +told  | 403 409 404
GET    /users/{id}/grants                                         | person           | admin                       | 200 200 404
POST   /users/{id}/grants                                         | person           | admin +fresh                | 403 201 404
DELETE /users/{id}/grants/{grantId}                               | grant            | admin +fresh                | 403 204 404
POST   /users/{id}/impersonations                                 | person           | admin support +fresh        | 403 201 404
DELETE /users/{id}/impersonations/{impersonationId}               | looking          | admin support               | 204 404 404
POST   /users/{id}/reinstate                                      | suspendedPerson  | admin fraud support +fresh  | 403 200 404
GET    /users/{id}/sessions                                       | person           | admin support               | 200 200 404
DELETE /users/{id}/sessions                                       | person           | admin support               | 204 204 404
POST   /users/{id}/suspend                                        | person           | admin fraud support +fresh  | 403 200 404
PATCH  /variants/{id}                                             | variant          | vendor                      | 200 404 404
POST   /variants/{id}/stock-movements                             | variant          | vendor                      | 201 404 404
GET    /variants/{id}/stock-movements                             | variant          | vendor                      | 200 404 404
GET    /vendor/products                                           | -                | vendor                      | 200
PATCH  /vendor/products/{id}                                      | product          | vendor                      | 200 404 404
GET    /vendor/shops                                              | -                | vendor                      | 200
PATCH  /vendor/shops/{id}                                         | shop             | vendor                      | 200 404 404
PUT    /vendor/shops/{id}/closure                                 | shop             | vendor                      | 200 404 404
DELETE /vendor/shops/{id}/closure                                 | shop             | vendor                      | 200 404 404
GET    /vendor/shops/{id}/invitations                             | shop             | vendor                      | 200 404 404
POST   /vendor/shops/{id}/invitations                             | shop             | vendor +fresh               | 201 404 404
DELETE /vendor/shops/{id}/invitations/{invitationId}              | shopInvitation   | vendor                      | 204 404 404
GET    /vendor/shops/{id}/payout-wallet                           | walletOfShop     | vendor                      | 200 404 404
PUT    /vendor/shops/{id}/payout-wallet                           | shop             | vendor +fresh               | 200 404 404
GET    /vendor/shops/{id}/payout-wallet/history                   | shop             | vendor                      | 200 404 404
GET    /vendor/shops/{id}/team                                    | shop             | vendor                      | 200 404 404
DELETE /vendor/shops/{id}/team/{userId}                           | shopMember       | vendor +fresh               | 204 404 404
`;

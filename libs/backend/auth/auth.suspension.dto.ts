/** Whether a person may use their account. */
export class AccountStanding {
  id: string;
  status: 'ACTIVE' | 'SUSPENDED';
}

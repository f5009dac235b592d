import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, Metered, PathId, platformProblems, StepUp, Throws } from '@pakashop/platform';
import { CodeSent, TypedCode } from '../auth/auth.codes.dto.js';
import { codeSent } from '../auth/auth.codes.view.js';
import { authProblems } from '../auth/auth.errors.js';
import { ContactList, NewContact, PrimaryContact } from './users.contacts.dto.js';
import { Contacts } from './users.contacts.service.js';
import { usersProblems as problems } from './users.errors.js';

/** No Idempotency-Key here: what is asked for by mistake twice replaces itself. */
@ApiTags('me')
@Controller('me/contacts')
export class ContactsController {
  constructor(private readonly contacts: Contacts) {}

  /** How the person is reached. */
  @Get()
  @Allow('person')
  @Throws(platformProblems.notFound)
  async list(@Caller() { userId }: Actor): Promise<ContactList> {
    return listOf(await this.contacts.list(userId!));
  }

  /** Sends a code to a contact that is to be used from now on: a first or another phone or e-mail address. */
  @Post()
  @HttpCode(202)
  @Allow('person')
  @StepUp()
  @Metered('auth')
  @Throws(problems.badPhone, platformProblems.unavailable)
  async ask(@Caller() { userId }: Actor, @Body() contact: NewContact): Promise<CodeSent> {
    return codeSent(await this.contacts.ask(userId!, contact));
  }

  /** Uses the contact from now on; the one before gets a notice. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('person')
  @Metered('auth')
  @Throws(authProblems.wrongCode, authProblems.codeEnded, problems.contactTaken)
  async confirm(@Caller() { userId }: Actor, @PathId() id: string, @Body() { code }: TypedCode): Promise<ContactList> {
    return listOf(await this.contacts.confirm(userId!, id, code));
  }

  /** Chooses where notices go. */
  @Patch('primary')
  @Allow('person')
  @StepUp()
  @Throws(problems.contactUnverified)
  async choosePrimary(@Caller() { userId }: Actor, @Body() { kind }: PrimaryContact): Promise<ContactList> {
    return listOf(await this.contacts.choosePrimary(userId!, kind));
  }

  /** Removes the phone or the e-mail address, unless it is the only contact that is confirmed. It gets a notice. */
  @Delete(':kind')
  @HttpCode(204)
  @Allow('person')
  @StepUp()
  @Throws(platformProblems.notFound, problems.lastContact, problems.factorContact)
  remove(@Caller() { userId }: Actor, @Param() { kind }: PrimaryContact): Promise<void> {
    return this.contacts.remove(userId!, kind);
  }
}

const listOf = (data: ContactList['data']): ContactList => ({ data, nextCursor: null });

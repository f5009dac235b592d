import { Injectable } from '@nestjs/common';
import { type Again, OnJob, type Work } from '@pakashop/platform';
import { MessageFollower } from './messages.follower.js';
import {
  ApplyReport,
  type AttemptRef,
  FollowMessage,
  type MessageRef,
  type ReportRef,
  SendMessage,
} from './messages.jobs.js';
import { MessageReports } from './messages.reports.js';
import { MessageSender } from './messages.sender.js';

@Injectable()
export class MessagesProcessor {
  constructor(
    private readonly sender: MessageSender,
    private readonly follower: MessageFollower,
    private readonly reports: MessageReports,
  ) {}

  @OnJob(SendMessage)
  sendMessage(work: Work<MessageRef>): Promise<Again | void> {
    return this.sender.send(work);
  }

  @OnJob(FollowMessage)
  followMessage(work: Work<AttemptRef>): Promise<Again | void> {
    return this.follower.follow(work);
  }

  @OnJob(ApplyReport)
  applyReport(work: Work<ReportRef>): Promise<Again | void> {
    return this.reports.apply(work);
  }
}

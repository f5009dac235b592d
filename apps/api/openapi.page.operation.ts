import { html, type Markup, prose } from './openapi.html.js';
import { curlOf } from './openapi.page.example.js';
import { rulesOf, schemaTree, typeOf } from './openapi.page.schema.js';
import type { Answer, Document, Operation, Parameter, Reference } from './openapi.types.js';

/** One operation: closed it is a line, open everything that is needed to call it. */
export function operationSection(method: string, address: string, operation: Operation, document: Document): Markup {
  const { operationId, summary, description, parameters = [], requestBody } = operation;
  const { schemas } = document.components;
  const prefix = document.servers?.[0]?.url ?? '';
  const body = Object.values(requestBody?.content ?? {})[0];
  const words = [method, address, operationId, summary, operation['x-permission'] ?? ''].join(' ').toLowerCase();
  return html`<details class="operation" id="${operationId}" data-words="${words}">
    <summary>
      <span class="method ${method}">${method}</span>
      <code class="address">${address}</code>
      <span class="summary">${summary}</span>
      <span class="who ${operation['x-audience']}">${operation['x-permission'] ?? operation['x-audience']}</span>
    </summary>
    <div class="body">
      ${description && prose(description)}
      ${
        parameters.length > 0 &&
        html`<h4>Parameters</h4>
          <ul class="tree">
            ${parameters.map(parameterLine)}
          </ul>`
      }
      ${
        body &&
        html`<h4>Body</h4>
          ${requestBody?.description && prose(requestBody.description)}${schemaTree(body.schema, schemas)}`
      }
      <h4>Answers</h4>
      ${successes(operation).map(([status, answer]) => success(status, answer, document))}
      <h4>Problems</h4>
      <table class="problems">
        ${refusals(operation, document).map(refusal)}
      </table>
      <h4>Example</h4>
      <pre>${curlOf(method, prefix + address, operation, schemas)}</pre>
    </div>
  </details>`;
}

function parameterLine({ name, in: place, required, description, schema }: Parameter): Markup {
  return html`<li>
    <code class="name">${name}</code>${!required && html`<sup title="may be left out">?</sup>`}
    <span class="type">${typeOf(schema, {})} in ${place}</span> <span class="rule">${rulesOf(schema)}</span>
    ${description && html`<div class="note">${prose(description)}</div>`}
  </li>`;
}

const successes = ({ responses }: Operation): [string, Answer][] =>
  Object.entries(responses).filter((entry): entry is [string, Answer] => Number(entry[0]) < 400);

function success(status: string, { description, content }: Answer, { components }: Document): Markup {
  const [body] = Object.values(content ?? {});
  return html`<div class="answer">
    <p><b class="status">${status}</b> ${body ? typeOf(body.schema, components.schemas) : description}</p>
    ${body && schemaTree(body.schema, components.schemas)}
  </div>`;
}

function refusals({ responses }: Operation, { components }: Document): [string, Answer][] {
  const refused = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  return refused.map(([status, answer]) => [status, follow(answer, components.responses)]);
}

const follow = (answer: Answer | Reference, shared: Record<string, Answer>): Answer =>
  '$ref' in answer ? shared[answer.$ref.split('/').at(-1)!]! : answer;

/** Its description names a code per paragraph. */
function refusal([status, { description }]: [string, Answer]): Markup {
  const lines = description.split('\n\n').map((line) => /^`(.+?)`: (.+)$/.exec(line)!);
  return html`${lines.map(
    ([, code, title], index) =>
      html`<tr>
        <td>${index === 0 && html`<b class="status refused">${status}</b>`}</td>
        <td><code>${code}</code></td>
        <td>${title}</td>
      </tr>`,
  )}`;
}

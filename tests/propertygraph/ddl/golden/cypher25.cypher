CYPHER 25 ALTER CURRENT GRAPH TYPE SET {
  (:`Bank` => :`Company`&`Named`&`Entity` {`branches` :: INTEGER, `audited` :: LIST<DATE NOT NULL>}),
  (:`Person` => :`Named`&`Entity` {`born` :: DATE, `seen` :: ZONED DATETIME NOT NULL}),
  (:`Place` => :`Entity`),
  (:`Document` => :`Entity` {`title` :: STRING NOT NULL, `publisher` :: STRING, `author` :: STRING, `published` :: STRING, `language` :: STRING, `url` :: STRING, `reports` :: STRING, `sha256` :: STRING}),
  (:`Named`)-[:`OWNS` => {`share` :: FLOAT, `deed` :: STRING NOT NULL}]->(:`Company`),
  (:`Person`)-[:`LIVES_IN` =>]->(:`Place`),
  (:`Entity`)-[:`NEAR` =>]->(:`Entity`),
  CONSTRAINT graphkit_entity_id FOR (e:`Entity`) REQUIRE e.`id` IS KEY,
  CONSTRAINT graphkit_claim_id FOR (e:`Claim`) REQUIRE e.`id` IS KEY,
  CONSTRAINT graphkit_load_lease FOR (e:`GraphkitLoad`) REQUIRE e.`lease` IS UNIQUE,
  CONSTRAINT graphkit_required_Named__name FOR (e:`Named`) REQUIRE e.`name` IS NOT NULL,
  CONSTRAINT graphkit_type_Named__name FOR (e:`Named`) REQUIRE e.`name` IS :: STRING,
  CONSTRAINT graphkit_type_Company__register FOR (e:`Company`) REQUIRE e.`register` IS :: STRING,
  CONSTRAINT graphkit_unique_Company__register FOR (e:`Company`) REQUIRE e.`register` IS UNIQUE,
  CONSTRAINT graphkit_type_Company__founded FOR (e:`Company`) REQUIRE e.`founded` IS :: STRING,
  CONSTRAINT graphkit_type_Company__sectors FOR (e:`Company`) REQUIRE e.`sectors` IS :: LIST<STRING NOT NULL>
};
CREATE INDEX graphkit_claim_edge_key IF NOT EXISTS FOR (e:`Claim`) ON (e.`edge_key`);
// name of Named is no longer than 200: not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK316).
// register of Company matches "[A-Z]{2}[0-9]+": not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK315).
// sectors of Company is one of the words of Sector: not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK312).
// branches of Bank is at least 0: not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK314).
// OWNS goes from Company or Person to Company: only enforced as from Named to Company; checked by graphkit (GK402).
// share of OWNS is at least 0: not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK414).
// share of OWNS is at most 100: not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK414).
// No two edges of OWNS share a deed: not enforced, as that would slow down the writing of edges; checked by graphkit (GK417).
// A source of LIVES_IN has at most 1 targets at once: not enforced by Neo4j Enterprise with graph types; checked by graphkit (GK408).
// NEAR goes from Place or Person to Place or Person: only enforced as from Entity to Entity; checked by graphkit (GK402).

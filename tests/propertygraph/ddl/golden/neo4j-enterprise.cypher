CREATE CONSTRAINT graphkit_entity_id IF NOT EXISTS FOR (e:`Entity`) REQUIRE e.`id` IS NODE KEY;
CREATE CONSTRAINT graphkit_claim_id IF NOT EXISTS FOR (e:`Claim`) REQUIRE e.`id` IS NODE KEY;
CREATE INDEX graphkit_claim_edge_key IF NOT EXISTS FOR (e:`Claim`) ON (e.`edge_key`);
CREATE CONSTRAINT graphkit_load_lease IF NOT EXISTS FOR (e:`GraphkitLoad`) REQUIRE e.`lease` IS UNIQUE;
CREATE CONSTRAINT graphkit_required_Named__name IF NOT EXISTS FOR (e:`Named`) REQUIRE e.`name` IS NOT NULL;
CREATE CONSTRAINT graphkit_type_Named__name IF NOT EXISTS FOR (e:`Named`) REQUIRE e.`name` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Company__register IF NOT EXISTS FOR (e:`Company`) REQUIRE e.`register` IS :: STRING;
CREATE CONSTRAINT graphkit_unique_Company__register IF NOT EXISTS FOR (e:`Company`) REQUIRE e.`register` IS UNIQUE;
CREATE CONSTRAINT graphkit_type_Company__founded IF NOT EXISTS FOR (e:`Company`) REQUIRE e.`founded` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Company__sectors IF NOT EXISTS FOR (e:`Company`) REQUIRE e.`sectors` IS :: LIST<STRING NOT NULL>;
CREATE CONSTRAINT graphkit_type_Bank__branches IF NOT EXISTS FOR (e:`Bank`) REQUIRE e.`branches` IS :: INTEGER;
CREATE CONSTRAINT graphkit_type_Bank__audited IF NOT EXISTS FOR (e:`Bank`) REQUIRE e.`audited` IS :: LIST<DATE NOT NULL>;
CREATE CONSTRAINT graphkit_type_Person__born IF NOT EXISTS FOR (e:`Person`) REQUIRE e.`born` IS :: DATE;
CREATE CONSTRAINT graphkit_required_Person__seen IF NOT EXISTS FOR (e:`Person`) REQUIRE e.`seen` IS NOT NULL;
CREATE CONSTRAINT graphkit_type_Person__seen IF NOT EXISTS FOR (e:`Person`) REQUIRE e.`seen` IS :: ZONED DATETIME;
CREATE CONSTRAINT graphkit_required_Document__title IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`title` IS NOT NULL;
CREATE CONSTRAINT graphkit_type_Document__title IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`title` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__publisher IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`publisher` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__author IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`author` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__published IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`published` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__language IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`language` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__url IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`url` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__reports IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`reports` IS :: STRING;
CREATE CONSTRAINT graphkit_type_Document__sha256 IF NOT EXISTS FOR (e:`Document`) REQUIRE e.`sha256` IS :: STRING;
CREATE CONSTRAINT graphkit_edge_type_OWNS__share IF NOT EXISTS FOR ()-[e:`OWNS`]-() REQUIRE e.`share` IS :: FLOAT;
CREATE CONSTRAINT graphkit_edge_required_OWNS__deed IF NOT EXISTS FOR ()-[e:`OWNS`]-() REQUIRE e.`deed` IS NOT NULL;
CREATE CONSTRAINT graphkit_edge_type_OWNS__deed IF NOT EXISTS FOR ()-[e:`OWNS`]-() REQUIRE e.`deed` IS :: STRING;
// name of Named is no longer than 200: not enforced by Neo4j Enterprise; checked by graphkit (GK316).
// register of Company matches "[A-Z]{2}[0-9]+": not enforced by Neo4j Enterprise; checked by graphkit (GK315).
// sectors of Company is one of the words of Sector: not enforced by Neo4j Enterprise; checked by graphkit (GK312).
// branches of Bank is at least 0: not enforced by Neo4j Enterprise; checked by graphkit (GK314).
// OWNS goes from Company or Person to Company: not enforced by Neo4j Enterprise; checked by graphkit (GK402).
// share of OWNS is at least 0: not enforced by Neo4j Enterprise; checked by graphkit (GK414).
// share of OWNS is at most 100: not enforced by Neo4j Enterprise; checked by graphkit (GK414).
// No two edges of OWNS share a deed: not enforced, as that would slow down the writing of edges; checked by graphkit (GK417).
// LIVES_IN goes from Person to Place: not enforced by Neo4j Enterprise; checked by graphkit (GK402).
// A source of LIVES_IN has at most 1 targets at once: not enforced by Neo4j Enterprise; checked by graphkit (GK408).
// NEAR goes from Place or Person to Place or Person: not enforced by Neo4j Enterprise; checked by graphkit (GK402).

package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes to sets: add, and keep only (intersect) or take away (remove). schema | earlier | later |
 * associative | full
 */
class SetTest {
  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'reduce':{'strategy':'set'}} | {'add':['a','c']} | {'add':['b','c']} | {'add':['a','b','c']} |
          {'reduce':{'strategy':'set'}} | {'add':['a','b','c']} | {'remove':['b'],'add':['d']} | {'add':['a','c','d'],'remove':['b']} | {'add':['a','c','d']}
          {'reduce':{'strategy':'set'}} | {'add':['a','b','c']} | {'intersect':['b','x'],'add':['d']} | {'add':['b','d'],'intersect':['b','x']} | {'add':['b','d']}
          {'reduce':{'strategy':'set'}} | {'remove':['a'],'add':['c']} | {'remove':['b']} | {'add':['c'],'remove':['a','b']} | {'add':['c']}
          {'reduce':{'strategy':'set'}} | {'intersect':['a','b'],'add':['c']} | {'intersect':['b','c']} | {'add':['c'],'intersect':['b']} | {'add':['c']}
          {'reduce':{'strategy':'set'}} | {'intersect':['a','b']} | {'remove':['b'],'add':['d']} | {'add':['d'],'intersect':['a']} | {'add':['d']}
          {'reduce':{'strategy':'set'}} | {'remove':['a']} | {'intersect':['a','b']} | {'intersect':['b']} | {}
          {'reduce':{'strategy':'set'}} | {'add':['a']} | {'intersect':[]} | {'add':[],'intersect':[]} | {'add':[]}
          {'reduce':{'strategy':'set'}} | - | {'intersect':['a'],'add':['b']} | {'intersect':['a'],'add':['b']} | {'add':['b']}
          {'reduce':{'strategy':'set'}} | {'add':{'a':1,'b':1}} | {'remove':{'a':0},'add':{'c':2}} | {'add':{'b':1,'c':2},'remove':{'a':0}} | {'add':{'b':1,'c':2}}
          {'reduce':{'strategy':'set'},'properties':{'add':{'additionalProperties':{'reduce':{'strategy':'sum'}}}}} | {'add':{'b':1,'a':1}} | {'add':{'b':2}} | {'add':{'a':1,'b':3}} |
          {'reduce':{'strategy':'set','key':['/k']}} | {'add':[{'k':1,'v':1},{'k':2}]} | {'remove':[{'k':2}],'add':[{'k':1,'v':9}]} | {'add':[{'k':1,'v':9}],'remove':[{'k':2}]} | {'add':[{'k':1,'v':9}]}
          {'reduce':{'strategy':'set'}} | {'add':['a']} | {'add':{'a':1}} | ! the terms of a set must all be arrays or all be objects |
          {'reduce':{'strategy':'set'}} | {'add':['a']} | {'add':1} | ! the terms of a set must all be arrays or all be objects |
          {'reduce':{'strategy':'set'}} | {'add':['a']} | {'plus':[1]} | ! the later value has plus too |
          {'reduce':{'strategy':'set'}} | {'add':['a']} | {'intersect':[],'remove':[]} | ! the later value has both |
          {'reduce':{'strategy':'set'}} | 1 | {'add':['a']} | ! but the earlier value is a number |
          {'reduce':{'strategy':'set'}} | {'add':['a']} | 1 | ! but the later value is a number |
          """)
  void reduces(
      String schema, String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(schema, earlier, later, associative, full);
  }
}

# No block may be taken on one side of the border between libcallnorm.so and the C++ run-time and given back on the
# other (bindings/c/allocator.cpp). So the library asks nobody for operator new or delete, and takes no string, stream,
# locale or path from the run-time: those would take and give back blocks for it. Run as a script:
#   cmake -DNM=nm -DLIBRARY=libcallnorm.so -P check_borders.cmake
execute_process(COMMAND ${NM} --dynamic --undefined-only ${LIBRARY} OUTPUT_VARIABLE symbols RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${NM} cannot read ${LIBRARY}")
endif()
string(REGEX MATCHALL "[A-Za-z_][A-Za-z0-9_.]*(@[^\n]*)?\n" symbols "${symbols}")
list(LENGTH symbols count)
if(count LESS 20)
  message(FATAL_ERROR "only ${count} undefined symbols in ${LIBRARY}: is this the library?")
endif()
set(wrong)
foreach(symbol IN LISTS symbols)
  string(STRIP "${symbol}" symbol)
  # operator new, new[], delete, delete[]; members of basic_string, streams, locales, paths and memory resources, but
  # not what only reads one, as a constructor of runtime_error does.
  if(symbol MATCHES "^_Z(nw|na|dl|da)" OR
     symbol MATCHES "^_ZNK?St7__cxx1112basic_string" OR symbol MATCHES "^_ZNK?Ss" OR symbol MATCHES "^_ZNK?Sb" OR
     symbol MATCHES "^_ZNK?S[iod]" OR symbol MATCHES "^_ZNK?St[0-9]+basic_" OR
     symbol MATCHES "^_ZNK?St6locale" OR symbol MATCHES "10filesystem" OR symbol MATCHES "^_ZNSt3pmr" OR
     symbol MATCHES "^_ZNK?St7__cxx11[0-9]+(basic_|messages|collate|numpunct|time_)")
    string(APPEND wrong "\n  ${symbol}")
  endif()
endforeach()
if(wrong)
  message(FATAL_ERROR "${LIBRARY} shares blocks with the C++ run-time through:${wrong}")
endif()
